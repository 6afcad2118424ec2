package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.AccountNotBefore;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import java.time.Instant;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** The users that tokens of the old service still stand for. */
final class LegacyUsers {

  private static final Set<String> PASSWORDS =
      Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY);

  private final KeycloakSession session;
  private final RealmAccounts accounts;

  LegacyUsers(KeycloakSession session, RealmAccounts accounts) {
    this.session = session;
    this.accounts = accounts;
  }

  /**
   * The user a token was issued to.
   *
   * @throws TokenRefusedException if the user is gone or inactive, has set up a second factor,
   *     which the old service did not ask for, or if what was issued to the user was called back
   *     since: by a new password, a deactivation, a logout or the not-before time of user or realm
   */
  UserModel of(UserId accountId, Instant issuedAt) {
    RealmModel realm = session.getContext().getRealm();
    UserModel user =
        accounts
            .user(accountId)
            .orElseThrow(() -> new TokenRefusedException(Reason.USER_NOT_FOUND));
    if (!user.isEnabled()) {
      throw new TokenRefusedException(Reason.USER_INACTIVE);
    }
    if (hasSecondFactor(user) || !issuedAt.isAfter(calledBack(realm, user))) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    return user;
  }

  /**
   * The same, where there is no login in between at which Keycloak would have the user do something
   * first.
   */
  UserModel withNothingPending(UserId accountId, Instant issuedAt) {
    UserModel user = of(accountId, issuedAt);
    if (user.getRequiredActionsStream().findAny().isPresent()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    return user;
  }

  private static boolean hasSecondFactor(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .anyMatch(credential -> !PASSWORDS.contains(credential.getType()));
  }

  private Instant calledBack(RealmModel realm, UserModel user) {
    int notBefore = Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user));
    Instant sessionsEnded = new AccountNotBefore(session, realm).of(user).orElse(Instant.EPOCH);
    Instant byKeycloak = Instant.ofEpochSecond(notBefore);
    return sessionsEnded.isAfter(byKeycloak) ? sessionsEnded : byKeycloak;
  }
}
