package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.migration.source.Problem;

/** Why a row becomes nothing. The detail names columns, never values. */
final class BadRowException extends RuntimeException {

  private final Problem problem;
  private final String detail;

  BadRowException(Problem problem, String detail) {
    super(detail, null, false, false);
    this.problem = problem;
    this.detail = detail;
  }

  Problem problem() {
    return problem;
  }

  String detail() {
    return detail;
  }
}
