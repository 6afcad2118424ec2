package io.authservice.keycloak.account.extra;

import java.util.List;

/**
 * A user table and model, as the tables of a database suggest them.
 *
 * @param userTable empty if no table looks like one of users
 * @param candidates every table that does, the likeliest first
 */
public record UserModelProposal(
    String userTable, Reason reason, List<String> candidates, List<Line> lines) {

  public UserModelProposal {
    candidates = List.copyOf(candidates);
    lines = List.copyOf(lines);
  }

  /**
   * A statement of the model.
   *
   * @param about the field or statement that it says something of
   */
  public record Line(String about, String statement, Reason reason) {}

  /** Why something is proposed. */
  public enum Reason {
    /** A column of this name is known to hold it. */
    KNOWN_NAME,
    /** Nothing seems to hold it. */
    NO_COLUMN,
    /** It is the table's primary key. */
    PRIMARY_KEY,
    /** It follows from another column. */
    DERIVED,
    /** A column tells who is no user, or may not log in. */
    MARKED,
    /** A table of a well-known package holds it. */
    KNOWN_TABLE,
    /** Django's tables of groups and permissions are not all there. */
    NO_TABLES,
    /** It was asked for. */
    GIVEN,
    /** Of all tables it has the most of a user's columns. */
    SHAPE
  }

  /** The statements, one a line. */
  public String userModel() {
    return String.join("\n", lines.stream().map(Line::statement).toList());
  }
}
