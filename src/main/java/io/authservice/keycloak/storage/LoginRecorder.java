package io.authservice.keycloak.storage;

import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/** Writes {@code last_login} at each login, as Django's {@code update_last_login} does. */
final class LoginRecorder implements EventListenerProvider {

  private final KeycloakSession session;

  LoginRecorder(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getType() != EventType.LOGIN || event.getUserId() == null) {
      return;
    }
    Optional<Long> accountId = AccountIds.of(event.getUserId());
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (accountId.isEmpty() || realm == null) {
      return;
    }
    new AccountStorages(session, realm)
        .storageOf(event.getUserId())
        .ifPresent(
            storage -> {
              storage.recordLogin(accountId.get(), Instant.ofEpochMilli(event.getTime()));
              evict(realm, event.getUserId());
            });
  }

  /**
   * The date was written past Keycloak's user model, whose cache would go on showing the old one.
   */
  private void evict(RealmModel realm, String userId) {
    UserCache cache = UserStorageUtil.userCache(session);
    if (cache == null) {
      return;
    }
    UserModel user = session.users().getUserById(realm, userId);
    if (user != null) {
      cache.evict(realm, user);
    }
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {}

  @Override
  public void close() {}
}
