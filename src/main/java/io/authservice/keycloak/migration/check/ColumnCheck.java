package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;

/** Whether texts fit their columns; findings are made of those that do not. */
final class ColumnCheck {

  private final Findings findings;
  private final Kind kind;
  private final String id;
  private final String name;
  private boolean fit = true;

  ColumnCheck(Findings findings, Kind kind, String id, String name) {
    this.findings = findings;
    this.kind = kind;
    this.id = id;
    this.name = name.codePointCount(0, name.length()) > 300 ? "" : name;
  }

  /**
   * Checks one.
   *
   * @param most code points
   */
  ColumnCheck column(String column, String value, int most) {
    if (value.codePointCount(0, value.length()) > most) {
      complain(Problem.TOO_LONG, column + " has more than " + most + " characters");
    } else if (!isStorable(value)) {
      complain(Problem.UNREADABLE, column + " holds a null character or half a surrogate pair");
    }
    return this;
  }

  private static boolean isStorable(String value) {
    return value
        .codePoints()
        .noneMatch(
            point ->
                point == 0
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }

  void complain(Problem problem, String detail) {
    findings.add(problem, kind, id, name, detail);
    fit = fit && !problem.isError();
  }

  boolean fit() {
    return fit;
  }
}
