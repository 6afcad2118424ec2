package io.authservice.keycloak.token.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.VerificationException;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Signatures of the realm's tokens that were found right a moment ago. A client shows the same
 * token with every request; to look up the key and to verify the signature anew each time costs
 * more than reading the user does.
 *
 * <p>What is remembered is that these bytes were signed by a key the realm had, and nothing about
 * the token: its times, its session, its user and all else are checked at every use. A signature is
 * verified again once any of the realm's settings has changed, its keys among them, and after a
 * minute in any case.
 */
public final class SignatureCache {

  private static final int MOST = 20_000;
  private static final Duration FOR = Duration.ofMinutes(1);

  private final Cache<ByteBuffer, List<ComponentModel>> verified =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FOR).build();

  /** Verifies with the help of what is known, by the keys of the realm in the session's context. */
  SignatureVerifierContext verifier(
      KeycloakSession session, String algorithm, @Nullable String kid) {
    return new Verifier(session, algorithm, kid);
  }

  /**
   * The same objects for as long as Keycloak's cache holds the realm, which it drops on every node
   * when the realm is changed on any.
   */
  private static List<ComponentModel> keys(RealmModel realm) {
    return realm.getComponentsStream(realm.getId(), KeyProvider.class.getName()).toList();
  }

  private final class Verifier implements SignatureVerifierContext {

    private final KeycloakSession session;
    private final List<ComponentModel> keys;
    private final String algorithm;
    private final @Nullable String kid;

    private Verifier(KeycloakSession session, String algorithm, @Nullable String kid) {
      this.session = session;
      this.keys = keys(session.getContext().getRealm());
      this.algorithm = algorithm;
      this.kid = kid;
    }

    @Override
    public @Nullable String getKid() {
      return kid;
    }

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public boolean verify(byte[] data, byte[] signature) throws VerificationException {
      ByteBuffer digest = digest(data, signature);
      List<ComponentModel> verifiedBy = verified.getIfPresent(digest);
      if (verifiedBy != null && !keys.isEmpty() && areSame(verifiedBy, keys)) {
        return true;
      }
      SignatureProvider provider = session.getProvider(SignatureProvider.class, algorithm);
      if (provider == null || !provider.verifier(kid).verify(data, signature)) {
        return false;
      }
      verified.put(digest, keys);
      return true;
    }

    /** The header, with algorithm and key, is part of the data; both are named for good measure. */
    private ByteBuffer digest(byte[] data, byte[] signature) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String named : new String[] {algorithm, String.valueOf(kid)}) {
          sha256.update(named.getBytes(UTF_8));
          sha256.update((byte) 0);
        }
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).flip());
        sha256.update(data);
        return ByteBuffer.wrap(sha256.digest(signature));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }

    @SuppressWarnings("ReferenceEquality") // a component read anew may hold another key
    private static boolean areSame(List<ComponentModel> one, List<ComponentModel> other) {
      if (one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        if (one.get(i) != other.get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
