package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes {@code last_login} at each login, as Django's {@code update_last_login} does. */
final class LastLoginListener implements EventListenerProvider {

  private final KeycloakSession session;

  LastLoginListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getType() != EventType.LOGIN || event.getUserId() == null) {
      return;
    }
    Optional<UserId> accountId = KeycloakUserIds.of(event.getUserId());
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (accountId.isEmpty() || realm == null) {
      return;
    }
    new RealmAccounts(session, realm)
        .storageOf(event.getUserId())
        .ifPresent(
            storage -> {
              storage.recordLogin(accountId.get(), Instant.ofEpochMilli(event.getTime()));
              // The cache would go on showing the old date.
              new CachedUsers(session, realm).forget(event.getUserId());
            });
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {}

  @Override
  public void close() {}
}
