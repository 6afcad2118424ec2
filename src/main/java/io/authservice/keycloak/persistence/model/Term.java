package io.authservice.keycloak.persistence.model;

import java.util.List;
import java.util.Optional;

/** What a field or a condition of a user model is made of. */
sealed interface Term {

  /** A column of the table that is spoken of. */
  record Column(String name) implements Term {}

  /** A column of the user's row, said inside the condition of a join. */
  record OfUser(String name) implements Term {}

  /** A column of the rows that are joined to the user; nothing where there is none. */
  record Joined(Join join, String column) implements Term {}

  record Text(String value) implements Term {}

  record Whole(long value) implements Term {}

  record Flag(boolean value) implements Term {}

  record Nothing() implements Term {}

  /** The moment of the query. */
  record Now() implements Term {}

  /** The first of them that is neither missing nor blank. */
  record FirstOf(List<Term> terms) implements Term {}

  record AllOf(List<Term> terms) implements Term {}

  record AnyOf(List<Term> terms) implements Term {}

  record Not(Term term) implements Term {}

  record Compared(Term left, String operator, Term right) implements Term {}

  record Absent(Term term) implements Term {}

  record Among(Term term, List<Term> values) implements Term {}

  /**
   * Rows of another table that belong to a user.
   *
   * @param key the column that holds the user's key
   * @param where which of them, if not all
   */
  record Join(String table, String key, Optional<Term> where) {}

  /**
   * Rows by which a user is a member of something.
   *
   * @param rows those of the user
   * @param name the column of the name: of these rows, or of those that they point to
   */
  record Membership(Join rows, String name, Optional<Pointed> pointed) {}

  /**
   * Rows that memberships point to.
   *
   * @param by the column of the membership that holds the key
   */
  record Pointed(String table, String by, String key) {}

  /** Whether it is the same whatever the row. */
  default boolean isConstant() {
    return this instanceof Text
        || this instanceof Whole
        || this instanceof Flag
        || this instanceof Nothing
        || this instanceof Now;
  }

  /** Whether it is true or false, whatever the columns hold. */
  default boolean isCondition() {
    return this instanceof AllOf
        || this instanceof AnyOf
        || this instanceof Not
        || this instanceof Compared
        || this instanceof Absent
        || this instanceof Among;
  }

  /** Whether a column of the user's row has a part in it. */
  default boolean mentions(String column) {
    if (this instanceof Column own) {
      return own.name().equalsIgnoreCase(column);
    }
    if (this instanceof OfUser own) {
      return own.name().equalsIgnoreCase(column);
    }
    if (this instanceof Joined joined) {
      return joined.join().where().filter(condition -> condition.mentions(column)).isPresent();
    }
    return parts().stream().anyMatch(part -> part.mentions(column));
  }

  /** The terms that it is made of. */
  default List<Term> parts() {
    if (this instanceof FirstOf first) {
      return first.terms();
    }
    if (this instanceof AllOf all) {
      return all.terms();
    }
    if (this instanceof AnyOf any) {
      return any.terms();
    }
    if (this instanceof Not not) {
      return List.of(not.term());
    }
    if (this instanceof Compared compared) {
      return List.of(compared.left(), compared.right());
    }
    if (this instanceof Absent absent) {
      return List.of(absent.term());
    }
    return this instanceof Among among ? List.of(among.term()) : List.of();
  }
}
