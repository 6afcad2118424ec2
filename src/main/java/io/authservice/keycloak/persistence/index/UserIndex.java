package io.authservice.keycloak.persistence.index;

import java.util.List;
import java.util.stream.Stream;

/**
 * An index of our table of users, beside those that its changelog makes.
 *
 * @param definition what follows the table's name in {@code create index}; {@code %s} is the schema
 *     of the extension {@code pg_trgm}, where it needs that
 */
record UserIndex(String name, String definition) {

  /** Names that begin with a text. Usernames and e-mails have theirs by the changelog. */
  private static final List<UserIndex> PREFIXES =
      List.of(
          new UserIndex(
              "users_user_first_name_case_idx", "(lower(first_name) varchar_pattern_ops)"),
          new UserIndex("users_user_last_name_case_idx", "(lower(last_name) varchar_pattern_ops)"));

  /** Who few are. They are counted by the index alone. */
  private static final List<UserIndex> FLAGS =
      List.of(
          new UserIndex("users_user_staff_idx", "(id) where is_staff"),
          new UserIndex("users_user_superuser_idx", "(id) where is_superuser"),
          new UserIndex("users_user_inactive_idx", "(id) where not is_active"));

  /**
   * Lists in order. Not by the last login: each login would have to write the index, and with it
   * all others, as PostgreSQL spares that only where no indexed column changes.
   */
  private static final List<UserIndex> ORDERS =
      List.of(
          new UserIndex("users_user_email_order_idx", "(email, id)"),
          new UserIndex("users_user_first_name_order_idx", "(first_name, id)"),
          new UserIndex("users_user_last_name_order_idx", "(last_name, id)"),
          new UserIndex("users_user_date_joined_order_idx", "(date_joined, id)"));

  /**
   * Texts that hold a text. New entries wait in a list that every search reads through: a short one
   * keeps searches even, at the price of tidying it more often.
   */
  private static final UserIndex PARTS =
      new UserIndex(
          "users_user_search_trgm_idx",
          "using gin (lower(username) %1$s.gin_trgm_ops, lower(email) %1$s.gin_trgm_ops,"
              + " lower(first_name) %1$s.gin_trgm_ops, lower(last_name) %1$s.gin_trgm_ops)"
              + " with (gin_pending_list_limit = 512)");

  /** Those that PostgreSQL can make by itself. */
  static List<UserIndex> plain() {
    return Stream.of(PREFIXES, FLAGS, ORDERS).flatMap(List::stream).toList();
  }

  /** The names of all. */
  static List<String> names() {
    return Stream.concat(plain().stream(), Stream.of(PARTS)).map(UserIndex::name).toList();
  }

  /**
   * The one that needs the extension {@code pg_trgm}.
   *
   * @param schema where the extension is, quoted
   */
  static UserIndex trigrams(String schema) {
    return new UserIndex(PARTS.name(), PARTS.definition().formatted(schema));
  }
}
