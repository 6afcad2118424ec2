package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.UserModelProposal.Line;
import io.authservice.keycloak.account.extra.UserModelProposal.Reason;
import io.authservice.keycloak.persistence.proposal.FoundTable.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that a user table needs, by names that projects are known to give columns. */
final class ModelGuess {

  /** Where there is one, what stands in {@code email} is made up. */
  private static final String REAL_EMAIL = "delivery_email";

  /** For each field the names beside its own, the likeliest first. */
  private static final Map<String, List<String>> KNOWN =
      Map.ofEntries(
          Map.entry(
              UserColumns.USERNAME,
              List.of("login", "user_name", REAL_EMAIL, "email", "admin_email", "email_address")),
          Map.entry(
              UserColumns.EMAIL, List.of("email_address", "admin_email", "primary_email", "mail")),
          Map.entry(
              UserColumns.FIRST_NAME,
              List.of(
                  "given_name", "firstname", "full_name", "name", "display_name", "short_name")),
          Map.entry(UserColumns.LAST_NAME, List.of("family_name", "surname", "lastname")),
          Map.entry(UserColumns.IS_ACTIVE, List.of("active", "enabled", "is_enabled")),
          Map.entry(UserColumns.IS_STAFF, List.of("staff")),
          Map.entry(UserColumns.IS_SUPERUSER, List.of("superuser")),
          Map.entry(UserColumns.LAST_LOGIN, List.of("last_login_at", "last_logged_in")),
          Map.entry(
              UserColumns.DATE_JOINED,
              List.of("created_at", "created_on", "date_created", "created", "joined_at")),
          Map.entry(UserColumns.PASSWORD, List.of("password_hash", "hashed_password")));

  /** Who is no person, or gone. */
  private static final List<String> NOBODY =
      List.of("is_bot", "is_system", "is_device", "is_deleted", "is_sentry_app");

  private static final List<String> GONE = List.of("deleted_at", "date_deleted");

  private static final List<String> BARRED =
      List.of("disabled", "is_disabled", "banned", "is_banned", "blocked", "is_blocked");

  private static final List<String> VERIFIED =
      List.of("email_verified", "is_email_verified", "email_is_verified", "is_verified");

  private final TableCatalog catalog;
  private final FoundTable users;
  private final List<Line> lines = new ArrayList<>();

  ModelGuess(TableCatalog catalog, FoundTable users) {
    this.catalog = catalog;
    this.users = users;
  }

  List<Line> lines() {
    UserField.ALL.forEach(this::field);
    verified();
    people();
    groups();
    return List.copyOf(lines);
  }

  private void field(UserField<?> field) {
    String name = field.column();
    if (name.equals(UserColumns.IS_ACTIVE)) {
      active();
    } else if (name.equals(UserColumns.EMAIL) && users.is(REAL_EMAIL, Kind.TEXT)) {
      say(name, REAL_EMAIL, Reason.KNOWN_NAME);
    } else if (!users.has(name)) {
      Optional<String> known = users.first(KNOWN.getOrDefault(name, List.of()), kind(field));
      if (name.equals(UserColumns.ID) && users.keys().size() == 1) {
        say(name, users.keys().get(0), Reason.PRIMARY_KEY);
      } else if (known.isPresent()) {
        say(name, known.get(), Reason.KNOWN_NAME);
      } else if (name.equals(UserColumns.IS_STAFF) && users.has(UserColumns.IS_SUPERUSER)) {
        say(name, UserColumns.IS_SUPERUSER, Reason.DERIVED);
      } else {
        say(name, absent(field), Reason.NO_COLUMN);
      }
    }
  }

  private static Kind kind(UserField<?> field) {
    return switch (field.kind()) {
      case KEY -> Kind.KEY;
      case TEXT -> Kind.TEXT;
      case FLAG -> Kind.FLAG;
      case MOMENT -> Kind.MOMENT;
    };
  }

  /** Nobody is given authority by a guess. */
  private static String absent(UserField<?> field) {
    return switch (field.kind()) {
      case KEY, MOMENT -> "null";
      case TEXT -> "''";
      case FLAG -> "false";
    };
  }

  private void active() {
    String own =
        users.has(UserColumns.IS_ACTIVE)
            ? UserColumns.IS_ACTIVE
            : users
                .first(KNOWN.getOrDefault(UserColumns.IS_ACTIVE, List.of()), Kind.FLAG)
                .orElse("");
    List<String> parts = new ArrayList<>();
    if (!own.isEmpty()) {
      parts.add(own);
    }
    BARRED.stream()
        .filter(name -> users.is(name, Kind.FLAG))
        .map(name -> "not " + name)
        .forEach(parts::add);
    if (parts.isEmpty()) {
      say(UserColumns.IS_ACTIVE, "true", Reason.NO_COLUMN);
    } else if (parts.size() > 1 || own.isEmpty()) {
      say(UserColumns.IS_ACTIVE, String.join(" and ", parts), Reason.MARKED);
    } else if (!own.equals(UserColumns.IS_ACTIVE)) {
      say(UserColumns.IS_ACTIVE, own, Reason.KNOWN_NAME);
    }
  }

  private void verified() {
    Optional<String> column = users.first(VERIFIED, Kind.FLAG);
    if (column.isPresent()) {
      say("email_verified", column.get(), Reason.KNOWN_NAME);
    } else if (catalog.has("account_emailaddress", "user_id", "email", "verified")) {
      lines.add(
          new Line(
              "email_verified",
              "join address = account_emailaddress.user_id where email = user." + email(),
              Reason.KNOWN_TABLE));
      say("email_verified", "address.verified", Reason.KNOWN_TABLE);
    }
  }

  private String email() {
    return Stream.concat(
            Stream.of(REAL_EMAIL, UserColumns.EMAIL),
            KNOWN.getOrDefault(UserColumns.EMAIL, List.of()).stream())
        .filter(name -> users.is(name, Kind.TEXT))
        .findFirst()
        .orElse(UserColumns.EMAIL);
  }

  private void people() {
    String condition =
        Stream.concat(
                NOBODY.stream()
                    .filter(name -> users.is(name, Kind.FLAG))
                    .map(name -> "not " + name),
                GONE.stream().filter(users::has).map(name -> name + " is null"))
            .collect(Collectors.joining(" and "));
    if (!condition.isEmpty()) {
      lines.add(new Line("where", "where " + condition, Reason.MARKED));
    }
  }

  private void groups() {
    boolean there =
        catalog.has("auth_group", "id", "name")
            && catalog.has("auth_permission", "id", "name", "content_type_id", "codename")
            && catalog.has("auth_group_permissions", "group_id", "permission_id")
            && catalog.has("django_content_type", "id", "app_label", "model")
            && catalog.has(users.name() + "_groups", "group_id")
            && catalog.has(users.name() + "_user_permissions", "permission_id");
    if (!there) {
      say("groups", "none", Reason.NO_TABLES);
    }
  }

  private void say(String about, String what, Reason reason) {
    lines.add(new Line(about, about + " = " + what, reason));
  }
}
