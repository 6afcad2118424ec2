package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** What else is to be said of an entry, by names of a closed list. */
enum Note {
  /** Its changes are all that was sent, be it as it was before. */
  AS_SENT,
  CONSENT_REVOKED,
  CREDENTIAL_CHANGED,
  CREDENTIAL_REMOVED,
  EXPORTED,
  IDENTITY_LINKED,
  IDENTITY_UNLINKED,
  IMPERSONATED,
  IMPORTED,
  LINK_SENT,
  /** What Keycloak kept of users who are gone was removed. */
  REMAINS_REMOVED,
  SESSIONS_ENDED,
  UNLOCKED,
  /** Something that has no name here. */
  OTHER;

  /** How paths of Keycloak's attack detection go on, in {@link Subject}. */
  static final String BRUTE_FORCE = "brute-force";

  /** By the first segment behind the user in the path: Keycloak's own, and ours. */
  private static final Map<String, Note> BY_SEGMENT =
      Map.ofEntries(
          Map.entry(BRUTE_FORCE, UNLOCKED),
          Map.entry("lock", UNLOCKED),
          Map.entry("logout", SESSIONS_ENDED),
          Map.entry("sessions", SESSIONS_ENDED),
          Map.entry("consents", CONSENT_REVOKED),
          Map.entry("disable-credential-types", CREDENTIAL_REMOVED),
          Map.entry("second-factors", CREDENTIAL_REMOVED),
          Map.entry("execute-actions-email", LINK_SENT),
          Map.entry("reset-password-email", LINK_SENT),
          Map.entry("reset-link", LINK_SENT),
          Map.entry("send-verify-email", LINK_SENT),
          Map.entry("impersonation", IMPERSONATED),
          Map.entry("import", IMPORTED),
          Map.entry("export", EXPORTED),
          Map.entry("remains", REMAINS_REMOVED));

  private static final String CREDENTIALS = "credentials";
  private static final String IDENTITIES = "federated-identity";

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of what is done to all users, or to many. */
  static Note ofMany(Subject subject) {
    return Optional.ofNullable(BY_SEGMENT.get(subject.key()))
        .or(() -> subject.rest().stream().findFirst().map(BY_SEGMENT::get))
        .orElse(OTHER);
  }

  /** Of what is done to one user beside changing its columns. */
  static Note of(OperationType operation, List<String> below) {
    return switch (below.get(0)) {
      // To label or to move one ends with a segment of its own.
      case CREDENTIALS -> below.size() == 2 ? CREDENTIAL_REMOVED : CREDENTIAL_CHANGED;
      case IDENTITIES -> operation == OperationType.DELETE ? IDENTITY_UNLINKED : IDENTITY_LINKED;
      default -> BY_SEGMENT.getOrDefault(below.get(0), OTHER);
    };
  }
}
