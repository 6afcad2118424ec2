package io.authservice.keycloak.tracing;

import java.util.List;

/**
 * Everything that gets a span. What is told of it are names and numbers of the server's own: never
 * a text that a client sent, nor who a user is.
 */
public enum Traced {
  /**
   * A request to the API or to our part of the Admin API, until its answer begins; named by method
   * and template of the path.
   */
  REQUEST("request", 2, "http.request.method", "http.route", "auth.service.realm"),
  /** A hash computed to verify or store a password; named by its format. */
  PASSWORD_HASH("password hash", 1, "auth.service.format"),
  /** The use of one connection to a bridged database, with all statements of a session. */
  BRIDGED_DATABASE("bridged database", 0, "auth.service.component", Traced.OUTCOME),
  /** An import, from the first look at its source to its end. */
  IMPORT("import", 0, "auth.service.import"),
  /** Users of an import that are written in one transaction. */
  IMPORT_PORTION("import portion", 0);

  /** How it went, in a word of the server's. */
  static final String OUTCOME = "auth.service.outcome";

  /** What the answer to a request said. */
  static final String STATUS = "http.response.status_code";

  private static final String OURS = "auth-service ";

  private final String title;
  private final int naming;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody can change this list.
  private final List<String> attributes;

  /**
   * @param naming how many of the first attributes belong to the name
   */
  Traced(String title, int naming, String... attributes) {
    this.title = title;
    this.naming = naming;
    this.attributes = List.of(attributes);
  }

  /** The names of its attributes, in the order in which their values are given. */
  List<String> attributes() {
    return attributes;
  }

  /** The name of a span, such as {@code auth-service request GET /api/users/{id}/}. */
  String name(String... values) {
    StringBuilder name = new StringBuilder(OURS).append(title);
    for (int i = 0; i < naming; i++) {
      name.append(' ').append(values[i]);
    }
    return name.toString();
  }
}
