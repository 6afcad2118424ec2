package io.authservice.keycloak.persistence.index;

import java.util.List;
import java.util.stream.Stream;

/**
 * An index of one of our tables of users, beside those that the changelog makes.
 *
 * @param table of users
 * @param definition what follows the table's name in {@code create index}; {@code %s} is the schema
 *     of the extension {@code pg_trgm}, where it needs that
 */
record UserIndex(String table, String name, String definition) {

  /** Names that begin with a text. Usernames and e-mails have theirs by the changelog. */
  private static final List<Part> PREFIXES =
      List.of(
          new Part("_first_name_case_idx", "(lower(first_name) varchar_pattern_ops)"),
          new Part("_last_name_case_idx", "(lower(last_name) varchar_pattern_ops)"));

  /** Who few are. They are counted by the index alone. */
  private static final List<Part> FLAGS =
      List.of(
          new Part("_staff_idx", "(id) where is_staff"),
          new Part("_superuser_idx", "(id) where is_superuser"),
          new Part("_inactive_idx", "(id) where not is_active"));

  /**
   * Lists in order. Not by the last login: each login would have to write the index, and with it
   * all others, as PostgreSQL spares that only where no indexed column changes.
   */
  private static final List<Part> ORDERS =
      List.of(
          new Part("_email_order_idx", "(email, id)"),
          new Part("_first_name_order_idx", "(first_name, id)"),
          new Part("_last_name_order_idx", "(last_name, id)"),
          new Part("_date_joined_order_idx", "(date_joined, id)"));

  /**
   * Texts that hold a text. New entries wait in a list that every search reads through: a short one
   * keeps searches even, at the price of tidying it more often.
   */
  private static final Part PARTS =
      new Part(
          "_search_trgm_idx",
          "using gin (lower(username) %1$s.gin_trgm_ops, lower(email) %1$s.gin_trgm_ops,"
              + " lower(first_name) %1$s.gin_trgm_ops, lower(last_name) %1$s.gin_trgm_ops)"
              + " with (gin_pending_list_limit = 512)");

  /** What is the same for each table, whose name comes before this one. */
  private record Part(String name, String definition) {

    UserIndex of(String table) {
      return new UserIndex(table, table + name, definition);
    }
  }

  /** Those on a table that PostgreSQL can make by itself. */
  static List<UserIndex> plain(String table) {
    return Stream.of(PREFIXES, FLAGS, ORDERS)
        .flatMap(List::stream)
        .map(part -> part.of(table))
        .toList();
  }

  /** The names of all on a table. */
  static List<String> names(String table) {
    return Stream.of(PREFIXES, FLAGS, ORDERS, List.of(PARTS))
        .flatMap(List::stream)
        .map(part -> part.of(table).name())
        .toList();
  }

  /**
   * The one that needs the extension {@code pg_trgm}.
   *
   * @param schema where the extension is, quoted
   */
  static UserIndex trigrams(String table, String schema) {
    return new Part(PARTS.name(), PARTS.definition().formatted(schema)).of(table);
  }
}
