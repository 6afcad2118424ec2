package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.row.RowText;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.Problem;
import java.util.regex.Pattern;

/** The columns of one row. */
final class Columns {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final Belonging row;

  Columns(Belonging row) {
    this.row = row;
  }

  /** Neither blank nor longer than this, and without control characters. */
  String text(String column, int longest) {
    String text = row.text(column);
    if (text.isBlank() || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new BadRowException(Problem.UNREADABLE, column + " is blank, or no text");
    }
    if (text.length() > longest) {
      throw new BadRowException(
          Problem.TOO_LONG, column + " has more than " + longest + " characters");
    }
    return text;
  }

  boolean flag(String column) {
    String text = row.text(column);
    if (!RowText.isFlag(text)) {
      throw new BadRowException(Problem.UNREADABLE, column + " is not a boolean");
    }
    return RowText.isTrue(text);
  }

  long number(String column) {
    String text = row.text(column);
    if (!NUMBER.matcher(text).matches()) {
      throw new BadRowException(Problem.UNREADABLE, column + " is not a whole number");
    }
    return Long.parseLong(text);
  }
}
