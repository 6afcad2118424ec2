package io.authservice.keycloak.storage.identity;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The users of a realm in Keycloak's cache, which a server may be without. What was written past
 * the user model is forgotten here: in this session at once, and on every node when the transaction
 * commits.
 */
public final class CachedUsers {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final @Nullable UserCache cache;

  public CachedUsers(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.cache = UserStorageUtil.userCache(session);
  }

  public void forget(UserModel user) {
    if (cache != null) {
      cache.evict(realm, user);
    }
  }

  /** Forgets the user of a Keycloak id, if there is one. */
  public void forget(String id) {
    if (cache != null) {
      UserModel user = session.users().getUserById(realm, id);
      if (user != null) {
        cache.evict(realm, user);
      }
    }
  }

  public void forgetAll() {
    if (cache != null) {
      cache.evict(realm);
    }
  }
}
