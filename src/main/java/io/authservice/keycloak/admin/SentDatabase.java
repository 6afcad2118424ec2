package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which database a request is about: that of a saved component, or one by settings beside it.
 *
 * @param sent members of the body, by name
 */
record SentDatabase(Map<String, String> sent) {

  static final String TABLE = "userTable";
  static final String MODEL = "userModel";

  private static final String COMPONENT = "component";
  private static final String URL = "databaseUrl";

  private static final List<String> CONNECTION =
      List.of(URL, "databaseUser", "databasePassword", "databaseTimeout");

  private static final String[] MEMBERS = {
    COMPONENT, URL, "databaseUser", "databasePassword", "databaseTimeout", TABLE, MODEL
  };

  /**
   * Reads the body.
   *
   * @throws ApiException 400 for what does not go together, or is not known
   */
  static SentDatabase of(AdminRequest exchange, InputStream body) {
    RequestBody parsed = exchange.body(body, MEMBERS);
    Fields fields = new Fields(parsed, true);
    Map<String, String> sent = new LinkedHashMap<>();
    if (fields.readable()) {
      for (String member : MEMBERS) {
        fields
            .text(TextField.optional(member, TextField.UNLIMITED))
            .ifPresent(text -> sent.put(member, text));
      }
    }
    SentDatabase database = new SentDatabase(new Validated<>(sent, fields.errors()).orThrow());
    if (!database.isGiven()) {
      database.requireNoConnection();
    }
    return database;
  }

  /** Whether the settings are in the body, and not those of a component. */
  boolean isGiven() {
    return sent.containsKey(URL) && !sent.containsKey(COMPONENT);
  }

  private void requireNoConnection() {
    FieldErrors errors = FieldErrors.none();
    for (String member : CONNECTION) {
      if (sent.containsKey(member)) {
        errors =
            errors.with(
                member,
                ErrorCode.INVALID,
                sent.containsKey(COMPONENT)
                    ? "A component has its own."
                    : "This field goes with " + URL + ".");
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
  }

  Optional<String> component() {
    return Optional.ofNullable(sent.get(COMPONENT));
  }

  Optional<String> table() {
    return Optional.ofNullable(sent.get(TABLE));
  }

  Optional<String> model() {
    return Optional.ofNullable(sent.get(MODEL));
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "SentDatabase" + sent.keySet();
  }
}
