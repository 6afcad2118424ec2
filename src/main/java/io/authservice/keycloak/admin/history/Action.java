package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;

/** What was done, as far as columns of a history tell it apart. */
enum Action {
  ADD,
  CHANGE,
  DELETE,
  /** A password was set. */
  PASSWORD,
  /** Anything else; the entry's note names it. */
  ACTION;

  private static final Set<String> OF_PASSWORDS = Set.of("reset-password", "password");

  /** What a user is given or loses, behind the user in a path. */
  static final Set<String> GIFTS = Set.of("grants", "groups", "role-mappings", "required-actions");

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Action of(AdminEvent event, Subject subject) {
    if (subject.kind() == Subject.Kind.OTHER) {
      return ACTION;
    }
    if (subject.rest().isEmpty()) {
      return of(event.getOperationType());
    }
    String below = subject.rest().get(0);
    if (OF_PASSWORDS.contains(below)) {
      return PASSWORD;
    }
    return GIFTS.contains(below) || subject.kind() == Subject.Kind.KEYCLOAK_GROUP ? CHANGE : ACTION;
  }

  private static Action of(OperationType operation) {
    return switch (operation) {
      case CREATE -> ADD;
      case UPDATE -> CHANGE;
      case DELETE -> DELETE;
      case ACTION -> ACTION;
    };
  }
}
