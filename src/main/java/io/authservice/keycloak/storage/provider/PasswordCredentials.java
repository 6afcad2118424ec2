package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.FewerIterations;
import io.authservice.keycloak.password.Verification;
import io.authservice.keycloak.storage.failure.PasswordRefusedException;
import io.authservice.keycloak.storage.settings.EditMode;
import io.authservice.keycloak.storage.user.AccountUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Verifies and changes the password column. */
final class PasswordCredentials {

  /** Set once a password was verified, right or wrong: the time it takes has been spent. */
  private static final String PASSWORD_VERIFIED = "auth-service.password-verified";

  /** The id of the user whose password was right. */
  private static final String PASSWORD_MATCHED = "auth-service.password-matched";

  /** Django's marker of a password that nothing matches ({@code UNUSABLE_PASSWORD_PREFIX}). */
  private static final String UNUSABLE = "!";

  private final KeycloakSession session;
  private final DjangoPasswords passwords;
  private final DeferredWrites upgrades;
  private final EditMode editMode;
  private final Consumer<FewerIterations> rewritten;
  private final PasswordHistory history;

  /**
   * @param rewritten told of passwords that are stored anew with more iterations
   */
  PasswordCredentials(
      KeycloakSession session,
      DjangoPasswords passwords,
      DeferredWrites upgrades,
      EditMode editMode,
      Consumer<FewerIterations> rewritten) {
    this.session = session;
    this.passwords = passwords;
    this.upgrades = upgrades;
    this.editMode = editMode;
    this.rewritten = rewritten;
    this.history = new PasswordHistory(passwords, Clock.systemUTC());
  }

  DjangoPasswords formats() {
    return passwords;
  }

  boolean isConfigured(AccountUser user) {
    return passwords.isUsable(user.passwordHash());
  }

  /**
   * The password as the consoles list it: that there is one, and nothing of it. Django does not
   * keep when it was set; the column is as old as the account.
   */
  Stream<CredentialModel> listed(AccountUser user) {
    if (!isConfigured(user)) {
      return Stream.empty();
    }
    CredentialModel password = PasswordCredentialModel.createFromValues("", new byte[0], 0, "");
    password.setFederationLink(user.getFederationLink());
    password.setCreatedDate(user.account().dateJoined().toEpochMilli());
    return Stream.of(password);
  }

  boolean isValid(AccountUser user, UserModel asked, CredentialInput input) {
    String hash = user.passwordHash();
    String password = input.getChallengeResponse();
    if (password == null) {
      return false;
    }
    Verification verification = passwords.verify(password, hash);
    session.setAttribute(PASSWORD_VERIFIED, true);
    if (verification == Verification.MATCH_OUTDATED && editMode.isWritable()) {
      passwords.fewerIterations(hash).ifPresent(rewritten);
      upgradeAfterwards(user.account().id(), hash, password);
    }
    if (verification.isMatch()) {
      session.setAttribute(PASSWORD_MATCHED, user.getId());
      demandNewIfExpired(user);
    } else {
      discardOthers(asked);
    }
    return verification.isMatch();
  }

  /**
   * The password column is a user's one password. A credential stored beside it, as the Admin API
   * lets an administrator do, is asked next by Keycloak, and must not be there when it is.
   */
  private void discardOthers(UserModel user) {
    List<String> others =
        user.credentialManager()
            .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
            .map(CredentialModel::getId)
            .toList();
    if (others.isEmpty()) {
      return;
    }
    if (user instanceof CachedUserModel cached) {
      // From here on the user is read from its storage, not from what was cached of it.
      cached.getDelegateForUpdate();
    }
    others.forEach(user.credentialManager()::removeStoredCredentialById);
  }

  /** A digest of the stored text, which holds a random salt of its own; empty if there is none. */
  Optional<String> mark(AccountUser user, String salt) {
    String stored = user.passwordHash();
    if (stored.isEmpty() || stored.startsWith(UNUSABLE)) {
      return Optional.empty();
    }
    try {
      byte[] text = (salt + ' ' + stored).getBytes(StandardCharsets.UTF_8);
      return Optional.of(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  boolean hasMatched(String userId) {
    return userId.equals(session.getAttribute(PASSWORD_MATCHED));
  }

  /** The time of a login is spent once, whether there was a user to verify it for or not. */
  void spendUnlessVerified(String password) {
    if (session.getAttribute(PASSWORD_VERIFIED) == null) {
      passwords.spendAsUnknownUser(password);
    }
  }

  /**
   * Stores a new password.
   *
   * @throws PasswordRefusedException if the realm's password policy refuses it
   */
  void update(RealmModel realm, AccountUser user, String password) {
    PasswordPolicy policy = realm.getPasswordPolicy();
    Optional.ofNullable(
            session
                .getProvider(PasswordPolicyManagerProvider.class)
                .validate(realm, user, password))
        .or(() -> history.refusal(policy, user, password))
        .ifPresent(
            refusal -> {
              throw new PasswordRefusedException(refusal);
            });
    String former = user.passwordHash();
    long formerSetAt = history.setAt(user);
    user.changePasswordHash(passwords.encode(password));
    history.changed(policy, user, former, formerSetAt);
  }

  /**
   * Where the policy lets passwords expire, the login that used one goes on to a new one. Not where
   * users are only read, who could never set it.
   */
  private void demandNewIfExpired(AccountUser user) {
    AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
    PasswordPolicy policy = session.getContext().getRealm().getPasswordPolicy();
    if (login != null && editMode.isWritable() && history.isExpired(policy, user)) {
      login.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
    }
  }

  void disable(AccountUser user) {
    user.changePasswordHash(UNUSABLE);
  }

  /**
   * In a transaction of its own once the login is through: an upgrade that fails must not fail the
   * login, and one that comes late must not undo a password changed meanwhile.
   */
  private void upgradeAfterwards(UserId accountId, String hash, String password) {
    String encoded = passwords.encode(password);
    upgrades.write(accounts -> accounts.replacePasswordHash(accountId, hash, encoded));
  }
}
