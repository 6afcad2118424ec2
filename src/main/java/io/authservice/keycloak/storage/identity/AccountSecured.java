package io.authservice.keycloak.storage.identity;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Published, within the transaction that changes the account, when whoever was let in before must
 * not stay in. It comes from the user model, which every door leads to: the API, the Admin API,
 * login pages, account console, lock-outs. A hash that is merely upgraded publishes nothing.
 *
 * @param user whose password is another one from now on, or who is no longer active
 * @param cause which of the two
 */
public record AccountSecured(KeycloakSession session, RealmModel realm, UserModel user, Cause cause)
    implements ProviderEvent {

  /** What secured the account. */
  public enum Cause {
    NEW_PASSWORD,
    DEACTIVATION
  }
}
