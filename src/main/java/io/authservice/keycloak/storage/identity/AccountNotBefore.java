package io.authservice.keycloak.storage.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * When all that was issued to a user was last ended, by a new password or a deactivation. Tokens
 * that belong to no session of Keycloak's are measured by it. It is kept in Keycloak's federated
 * storage, and is no attribute that anybody sees or can change.
 */
public final class AccountNotBefore {

  static final String ATTRIBUTE = "auth-service.sessions-end";

  private final RealmModel realm;
  private final UserFederatedStorageProvider storage;

  public AccountNotBefore(KeycloakSession session, RealmModel realm) {
    this.realm = realm;
    this.storage = UserStorageUtil.userFederatedStorage(session);
  }

  /** Notes that they end now. */
  public void note(UserModel user) {
    if (KeycloakUserIds.of(user.getId()).isPresent()) {
      storage.setSingleAttribute(
          realm, user.getId(), ATTRIBUTE, Long.toString(Instant.now().getEpochSecond()));
    }
  }

  /**
   * When they last ended, to the second; empty if they never did. What was issued before the user
   * joined was issued to another, who had the id then.
   */
  public Optional<Instant> of(UserModel user) {
    Optional<Instant> noted =
        Optional.ofNullable(storage.getAttributes(realm, user.getId()).getFirst(ATTRIBUTE))
            .map(Long::parseLong)
            .map(Instant::ofEpochSecond);
    Optional<Instant> joined =
        Optional.ofNullable(user.getCreatedTimestamp())
            // Whoever registers may be let in within the same second.
            .map(millis -> Instant.ofEpochSecond(Math.floorDiv(millis, 1000L) - 1));
    return Stream.of(noted, joined).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }
}
