package io.authservice.keycloak.token.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.password.DjangoPasswords;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies secrets that are stored as Django's hash. A client authenticates with every request, and
 * Django's hash takes a good part of a second: whoever showed the right secret once is known again
 * by a keyed digest of it, while every wrong one goes on costing as much as its hash asks for.
 */
final class SecretCache {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_LENGTH = 32;

  /** Clients that are gone are among them. */
  static final int MOST = 10_000;

  private final DjangoPasswords passwords;
  private final SecretKeySpec key;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  SecretCache(DjangoPasswords passwords) {
    this.passwords = passwords;
    byte[] bytes = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * Whether a secret is the client's.
   *
   * @param client the client's internal id
   * @param hash the secret as Django's {@code make_password} encoded it
   */
  boolean isRight(String client, String hash, String secret) {
    byte[] digest = digest(hash, secret);
    byte[] right = known.get(client);
    if (right != null && MessageDigest.isEqual(digest, right)) {
      return true;
    }
    if (!passwords.verify(secret, hash).isMatch()) {
      return false;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(client, digest);
    return true;
  }

  /** Of both, so that a client whose hash was replaced is not known by its former secret. */
  private byte[] digest(String hash, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(hash.getBytes(UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(secret.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** How many clients are known again. */
  int clients() {
    return known.size();
  }
}
