package io.authservice.keycloak.persistence.proposal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Which tables look like one of users: who logs in by a password has a name or an address. */
final class UserTables {

  private static final Map<String, Integer> WEIGHTS =
      Map.ofEntries(
          Map.entry("last_login", 4),
          Map.entry("is_active", 3),
          Map.entry("is_superuser", 3),
          Map.entry("is_staff", 2),
          Map.entry("date_joined", 2),
          Map.entry("username", 2),
          Map.entry("email", 2),
          Map.entry("delivery_email", 2),
          Map.entry("admin_email", 2),
          Map.entry("first_name", 1),
          Map.entry("full_name", 1),
          Map.entry("created_at", 1));

  private static final List<String> NAMES =
      List.of("username", "login", "email", "delivery_email", "admin_email", "email_address");

  private UserTables() {}

  /** The likeliest first. */
  static List<FoundTable> among(TableCatalog catalog) {
    ToIntFunction<FoundTable> weight = UserTables::weight;
    return catalog.all().stream()
        .filter(table -> table.has("password") || table.has("password_hash"))
        .filter(table -> NAMES.stream().anyMatch(table::has))
        .filter(table -> table.has("id") || table.keys().size() == 1)
        .sorted(Comparator.comparingInt(weight).reversed().thenComparing(FoundTable::name))
        .toList();
  }

  private static int weight(FoundTable table) {
    int named = table.name().matches(".*(user|users|userprofile|account|member)") ? 1 : 0;
    return named
        + WEIGHTS.entrySet().stream()
            .filter(entry -> table.has(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
  }
}
