package io.authservice.keycloak.admin.history;

import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.ResourceType;

/**
 * Whom or what an admin event is about, as its resource path says. Events of anything but users and
 * groups are about nothing that is shown here.
 *
 * @param key Keycloak's id, the primary key, or what else the path has
 * @param rest what follows in the path
 */
record Subject(Kind kind, String key, List<String> rest) {

  /** How a path tells it. */
  enum Kind {
    /** By Keycloak's id, whatever keeps the user. */
    USER,
    /** By the primary key. */
    ACCOUNT,
    /** A group of Django's, by its primary key. */
    GROUP,
    /** A group of Keycloak's. */
    KEYCLOAK_GROUP,
    /** All users, or many. */
    OTHER
  }

  private static final String OURS = "auth-service";
  private static final String USERS = "users";
  private static final String GROUPS = "groups";
  private static final List<String> LOCKS = List.of("attack-detection", "brute-force", USERS);
  private static final String NUMBER = "[0-9]{1,18}";

  /** What is done to users and groups; a realm's user profile has a path among its users. */
  private static final Set<ResourceType> SHOWN =
      Set.of(
          ResourceType.USER,
          ResourceType.USER_LOGIN_FAILURE,
          ResourceType.GROUP,
          ResourceType.GROUP_MEMBERSHIP,
          ResourceType.REALM_ROLE_MAPPING,
          ResourceType.CLIENT_ROLE_MAPPING,
          ResourceType.CUSTOM);

  Subject {
    rest = List.copyOf(rest);
  }

  /** Empty for an event that is not shown. */
  static Optional<Subject> of(AdminEvent event) {
    String path = event.getResourcePath();
    ResourceType type = event.getResourceType();
    if (path == null || type == null || event.getError() != null || !SHOWN.contains(type)) {
      return Optional.empty();
    }
    List<String> parts = List.of(path.split("/", -1));
    if (parts.get(0).equals(OURS)) {
      return ours(parts.subList(1, parts.size()));
    }
    if (parts.size() >= LOCKS.size() && parts.subList(0, LOCKS.size()).equals(LOCKS)) {
      return locks(parts.subList(LOCKS.size(), parts.size()));
    }
    return parts.size() < 2 ? Optional.empty() : keycloaks(parts);
  }

  private static Optional<Subject> keycloaks(List<String> parts) {
    List<String> rest = parts.subList(2, parts.size());
    return switch (parts.get(0)) {
      case USERS -> Optional.of(new Subject(Kind.USER, parts.get(1), rest));
      case GROUPS -> Optional.of(new Subject(Kind.KEYCLOAK_GROUP, parts.get(1), rest));
      default -> Optional.empty();
    };
  }

  private static Optional<Subject> locks(List<String> below) {
    return below.isEmpty()
        ? Optional.of(new Subject(Kind.OTHER, USERS, List.of(Note.BRUTE_FORCE)))
        : Optional.of(new Subject(Kind.USER, below.get(0), List.of(Note.BRUTE_FORCE)));
  }

  private static Optional<Subject> ours(List<String> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    boolean numbered = parts.size() > 1 && parts.get(1).matches(NUMBER);
    if (parts.size() > 1 && parts.get(0).equals(USERS) && UserId.read(parts.get(1)).isPresent()) {
      return Optional.of(new Subject(Kind.ACCOUNT, parts.get(1), parts.subList(2, parts.size())));
    }
    if (numbered && parts.get(0).equals(GROUPS)) {
      return Optional.of(new Subject(Kind.GROUP, parts.get(1), parts.subList(2, parts.size())));
    }
    return Optional.of(new Subject(Kind.OTHER, parts.get(0), List.of(parts.get(parts.size() - 1))));
  }
}
