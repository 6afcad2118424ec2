package io.authservice.keycloak.storage.remains;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * All that Keycloak keeps under the id of a user who is gone: federated storage, sessions online
 * and offline, login failures, what was shared or granted in authorization services.
 */
public final class UserRemains {

  private final KeycloakSession session;
  private final RealmModel realm;

  public UserRemains(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Removes it at once, whatever becomes of the session's own transaction. */
  void remove(String userId) {
    KeycloakModelUtils.runJobInTransaction(
        session.getKeycloakSessionFactory(),
        fresh -> {
          RealmModel current = fresh.realms().getRealm(realm.getId());
          if (current != null) {
            fresh.getContext().setRealm(current);
            remove(fresh, current, userId);
          }
        });
  }

  private static void remove(KeycloakSession fresh, RealmModel realm, String userId) {
    UserModel gone = new InMemoryUserAdapter(fresh, realm, userId);
    gone.setUsername(userId);
    UserStorageUtil.userFederatedStorage(fresh).preRemove(realm, gone);
    fresh.getKeycloakSessionFactory().publish(new Gone(fresh, realm, gone));
    UserCache cache = UserStorageUtil.userCache(fresh);
    if (cache != null) {
      // Links and consents are cached apart from users, and go with the realm's alone.
      cache.evict(realm);
    }
  }

  /** As Keycloak tells it of every user who is removed; all who keep something hear it. */
  private record Gone(KeycloakSession session, RealmModel realm, UserModel user)
      implements UserModel.UserRemovedEvent {

    @Override
    public RealmModel getRealm() {
      return realm;
    }

    @Override
    public UserModel getUser() {
      return user;
    }

    @Override
    public KeycloakSession getKeycloakSession() {
      return session;
    }
  }
}
