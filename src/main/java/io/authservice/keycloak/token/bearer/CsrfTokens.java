package io.authservice.keycloak.token.bearer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What scripts of a page send beside a cookie, to show that they may read what belongs to its
 * session: the session's id under a key of the realm's. So none can be made up, and that of one
 * session is of no use in another.
 */
public final class CsrfTokens {

  /** No token that the key signs has a space in what is signed. */
  private static final String PURPOSE = "auth-service csrf ";

  private static final String MAC = "HmacSHA512";

  private final KeycloakSession session;
  private final RealmModel realm;

  public CsrfTokens(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** The one of a session. */
  public String of(String sessionId) {
    return of(
        session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512).getSecretKey(), sessionId);
  }

  /** Whether it is the session's, by any key that the realm has not thrown away. */
  public boolean isOf(String sessionId, String token) {
    byte[] sent = token.getBytes(StandardCharsets.UTF_8);
    return session
        .keys()
        .getKeysStream(realm, KeyUse.SIG, Algorithm.HS512)
        .map(KeyWrapper::getSecretKey)
        .anyMatch(
            key ->
                MessageDigest.isEqual(of(key, sessionId).getBytes(StandardCharsets.UTF_8), sent));
  }

  private static String of(SecretKey key, String sessionId) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal((PURPOSE + sessionId).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The realm's key makes no " + MAC, e);
    }
  }
}
