package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.account.UserField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of what is shown of representations, and how. What is not on it is passed over:
 * representations that were sent may hold passwords and other secrets.
 */
final class ShownFields {

  static final String NAME = "name";

  private static final int LONGEST_TEXT = 250;
  private static final int MOST_VALUES = 200;

  /**
   * A field by the name that a representation has for it.
   *
   * @param shown its column, or what it is called in the history
   */
  record Shown(String sent, String shown) {

    private static Shown of(String name) {
      return new Shown(name, name);
    }
  }

  /** Those of users and groups themselves. */
  private static final List<Shown> OWN =
      Stream.concat(
              UserField.OF_ACCOUNT.stream()
                  .filter(
                      field ->
                          field.kind() == UserField.Kind.TEXT
                              || field.kind() == UserField.Kind.FLAG)
                  .map(UserField::column)
                  .map(Shown::of),
              Stream.of(Shown.of(NAME), Shown.of("email_verified"), Shown.of("required_actions")))
          .toList();

  /** What Keycloak calls them. */
  private static final List<Shown> KEYCLOAKS =
      List.of(
          new Shown("firstName", "first_name"),
          new Shown("lastName", "last_name"),
          new Shown("enabled", "is_active"),
          new Shown("emailVerified", "email_verified"),
          new Shown("requiredActions", "required_actions"));

  /** Those that were sent: as columns, or in Keycloak's words. */
  static final List<Shown> SENT = Stream.concat(OWN.stream(), KEYCLOAKS.stream()).toList();

  /** Those that our own events tell to have changed. */
  static final List<Shown> TOLD =
      Stream.concat(
              OWN.stream(), Stream.of("groups", "user_permissions", "permissions").map(Shown::of))
          .toList();

  private ShownFields() {}

  /** A text, a number, a boolean or a list of these; null for anything else. */
  static @Nullable Object value(JsonNode sent) {
    if (sent.isArray()) {
      return StreamSupport.stream(sent.spliterator(), false)
          .limit(MOST_VALUES)
          .map(ShownFields::plain)
          .flatMap(Optional::stream)
          .toList();
    }
    return plain(sent).orElse(null);
  }

  private static Optional<Object> plain(JsonNode sent) {
    if (sent.isTextual()) {
      return Optional.of(text(sent.textValue()));
    }
    if (sent.isBoolean()) {
      return Optional.of(sent.booleanValue());
    }
    return sent.isIntegralNumber() ? Optional.of(sent.longValue()) : Optional.empty();
  }

  /** A text as far as there is room for it. */
  static String text(String sent) {
    return sent.codePointCount(0, sent.length()) <= LONGEST_TEXT
        ? sent
        : sent.substring(0, sent.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
  }
}
