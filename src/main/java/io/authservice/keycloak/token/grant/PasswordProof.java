package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.BoundedEvents;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Whether whoever bears a user's token also knows the user's password. A wrong one counts as a
 * failed login does, and who is locked out is refused unasked: a stolen token is no way to try
 * passwords.
 */
public final class PasswordProof {

  private static final Set<String> CATEGORY = Set.of(PasswordCredentialModel.TYPE);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Optional<AccountStorageProvider> storage;
  private final LoginTurns turns;

  public PasswordProof(
      KeycloakSession session, Optional<AccountStorageProvider> storage, LoginTurns turns) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.storage = storage;
    this.turns = turns;
  }

  /**
   * Whether the password is the user's. What was not said is why it is not taken.
   *
   * @throws LoginsBusyException if too many log in by this name
   */
  public boolean isGiven(UserModel user, String password) {
    return turns.inTurn(realm, user.getUsername(), () -> isRight(user, password));
  }

  private boolean isRight(UserModel user, String password) {
    BruteForceProtector protector = session.getProvider(BruteForceProtector.class);
    String lockedOut =
        AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, realm, user);
    if (lockedOut != null) {
      storage.ifPresent(accounts -> accounts.spendTheTimeOfALogin(password));
      report(user, lockedOut);
      return false;
    }
    boolean right = user.credentialManager().isValid(UserCredentialModel.password(password));
    if (!right) {
      report(user, Errors.INVALID_USER_CREDENTIALS);
    }
    if (realm.isBruteForceProtected()) {
      KeycloakContext context = session.getContext();
      if (right) {
        protector.successfulLogin(realm, user, context.getConnection(), context.getUri(), CATEGORY);
      } else {
        protector.failedLogin(realm, user, context.getConnection(), context.getUri(), CATEGORY);
      }
    }
    return right;
  }

  private void report(UserModel user, String error) {
    new BoundedEvents(session)
        .event(EventType.UPDATE_CREDENTIAL)
        .client(session.getContext().getClient())
        .user(user)
        .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
        .error(error);
  }
}
