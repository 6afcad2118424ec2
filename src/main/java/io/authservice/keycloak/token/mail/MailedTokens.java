package io.authservice.keycloak.token.mail;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.token.CompactToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The tokens that mails carry: signed by the realm, for one use, for a time, for one purpose, and
 * bound to the user, its address and, where it is for a new password, the present one.
 */
public final class MailedTokens {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts accounts;

  public MailedTokens(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.accounts = new RealmAccounts(session, realm);
  }

  /**
   * What a token that can be used stands for.
   *
   * @param accountId of whose user it is
   * @param key by which it is spent
   * @param seconds for which it would still live
   */
  public record Proof(UserId accountId, String key, long seconds) {}

  /** A new one; empty for a user of whom it cannot be for. */
  Optional<String> issue(UserModel user, MailPurpose purpose, String issuer) {
    MailedToken token =
        new MailedToken(user.getId(), purpose.type(), purpose.expiration(realm), user.getEmail());
    if (purpose == MailPurpose.NEW_PASSWORD) {
      Optional<String> mark = passwordMark(user.getId(), token);
      if (mark.isEmpty()) {
        return Optional.empty();
      }
      token.bindToPassword(mark.get());
    }
    token.issuedNow().issuer(issuer).audience(issuer);
    return Optional.of(session.tokens().encode(token));
  }

  /** What a token stands for; empty for one that cannot be used, whatever is wrong with it. */
  public Optional<Proof> proof(String compact, MailPurpose purpose) {
    return Optional.ofNullable(CompactToken.decode(session, compact, MailedToken.class))
        .filter(token -> purpose.type().equals(token.getType()))
        .filter(token -> token.getActionVerificationNonce() != null && token.getExp() != null)
        .filter(token -> !token.isExpired())
        .filter(token -> !session.singleUseObjects().contains(token.serializeKey()))
        .filter(token -> isOfPresentUser(token, purpose))
        .flatMap(MailedTokens::proofOf);
  }

  private static Optional<Proof> proofOf(MailedToken token) {
    return KeycloakUserIds.of(token.getUserId())
        .map(
            id ->
                new Proof(
                    id,
                    token.serializeKey(),
                    Math.max(1, token.getExp() - Time.currentTimeSeconds() + 1)));
  }

  private boolean isOfPresentUser(MailedToken token, MailPurpose purpose) {
    UserModel user =
        token.getUserId() == null ? null : session.users().getUserById(realm, token.getUserId());
    return user != null
        && accounts.owns(user)
        && user.isEnabled()
        && user.getEmail() != null
        && user.getEmail().equals(token.getEmail())
        && (purpose != MailPurpose.NEW_PASSWORD || isOfPresentPassword(token));
  }

  private boolean isOfPresentPassword(MailedToken token) {
    String bound = token.passwordMark();
    return bound != null
        && passwordMark(token.getUserId(), token)
            .filter(mark -> MessageDigest.isEqual(bytes(mark), bytes(bound)))
            .isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> passwordMark(String userId, MailedToken token) {
    return accounts.storage().flatMap(storage -> storage.passwordMark(userId, token.salt()));
  }

  /**
   * Uses a token up.
   *
   * @return false if somebody came first, even a moment ago on another node
   */
  public boolean spend(Proof proof) {
    return session.singleUseObjects().putIfAbsent(proof.key(), proof.seconds());
  }
}
