package io.authservice.keycloak.token.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.authservice.keycloak.token.PartialProxy;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.VerificationException;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
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
  private static final int MOST_HEADERS = 200;
  private static final Duration FOR = Duration.ofMinutes(1);

  private final Cache<ByteBuffer, List<ComponentModel>> verified =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FOR).build();

  /** One for each of the realms' keys, by and large. */
  private final Cache<String, Boolean> headers =
      Caffeine.newBuilder().maximumSize(MOST_HEADERS).build();

  /**
   * Whether signatures were verified of tokens with this very header (RFC 7515 section 4), which so
   * is a well-formed one.
   *
   * @param token in compact form
   */
  boolean knowsHeaderOf(String token) {
    int end = token.indexOf('.');
    return end > 0 && headers.getIfPresent(token.substring(0, end)) != null;
  }

  /** The session, in which the realm's signatures are verified with the help of what is known. */
  KeycloakSession in(KeycloakSession session) {
    return PartialProxy.over(
        KeycloakSession.class,
        session,
        (method, arguments) -> {
          Object answer = method.invoke(session, arguments);
          return answer instanceof SignatureProvider provider
                  && arguments != null
                  && arguments.length == 2
              ? new Remembering(
                  keys(session.getContext().getRealm()), (String) arguments[1], provider)
              : answer;
        });
  }

  /**
   * The same objects for as long as Keycloak's cache holds the realm, which it drops on every node
   * when the realm is changed on any.
   */
  private static List<ComponentModel> keys(RealmModel realm) {
    return realm.getComponentsStream(realm.getId(), KeyProvider.class.getName()).toList();
  }

  /** Only verifies by the realm's own keys; what others bring along is Keycloak's to look at. */
  private final class Remembering implements SignatureProvider {

    private final List<ComponentModel> keys;
    private final String algorithm;
    private final SignatureProvider provider;

    private Remembering(List<ComponentModel> keys, String algorithm, SignatureProvider provider) {
      this.keys = keys;
      this.algorithm = algorithm;
      this.provider = provider;
    }

    @Override
    public SignatureVerifierContext verifier(String kid) {
      return new Verifier(keys, algorithm, provider, kid);
    }

    @Override
    public SignatureVerifierContext verifier(KeyWrapper key) throws VerificationException {
      return provider.verifier(key);
    }

    @Override
    public SignatureSignerContext signer() {
      return provider.signer();
    }

    @Override
    public SignatureSignerContext signer(KeyWrapper key) {
      return provider.signer(key);
    }

    @Override
    public boolean isAsymmetricAlgorithm() {
      return provider.isAsymmetricAlgorithm();
    }
  }

  private final class Verifier implements SignatureVerifierContext {

    private final List<ComponentModel> keys;
    private final String algorithm;
    private final SignatureProvider provider;
    private final @Nullable String kid;

    private Verifier(
        List<ComponentModel> keys,
        String algorithm,
        SignatureProvider provider,
        @Nullable String kid) {
      this.keys = keys;
      this.algorithm = algorithm;
      this.provider = provider;
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
      if (!provider.verifier(kid).verify(data, signature)) {
        return false;
      }
      verified.put(digest, keys);
      headers.put(headerOf(data), true);
      return true;
    }

    private static String headerOf(byte[] data) {
      String token = new String(data, UTF_8);
      return token.substring(0, token.indexOf('.'));
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
