package io.authservice.keycloak.token.legacy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the old service signed, by JWT's name of it (RFC 7518 section 3.1, RFC 8037 section 3.1), and
 * the key that shows it.
 */
final class LegacySignature {

  static final List<String> ALGORITHMS =
      List.of(
          "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
          "ES384", "ES512", "EdDSA");

  /** RFC 7518 section 3.2 for HS256. Django's own keys have 50 characters. */
  private static final int SECRET_BYTES_MIN = 32;

  /** RFC 7518 section 3.3. */
  private static final int RSA_BITS_MIN = 2048;

  private static final Map<String, Integer> CURVE_BITS =
      Map.of("ES256", 256, "ES384", 384, "ES512", 521);

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]{1,8192})-----END PUBLIC KEY-----");

  private final String algorithm;
  private final Key key;

  private LegacySignature(String algorithm, Key key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /** Whether whoever can verify a signature can also make one. */
  static boolean isBySecret(String algorithm) {
    return algorithm.startsWith("HS");
  }

  /**
   * By a secret of both sides.
   *
   * @throws IllegalArgumentException if the secret can be guessed; the message does not tell it
   */
  static LegacySignature bySecret(String algorithm, String secret) {
    byte[] key = secret.getBytes(UTF_8);
    if (key.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException(
          "must have at least " + SECRET_BYTES_MIN + " bytes: a shorter one can be guessed");
    }
    return new LegacySignature(algorithm, new SecretKeySpec(key, "HmacSHA" + bits(algorithm)));
  }

  /**
   * By a key pair.
   *
   * @param pem the public key (RFC 7468 section 13); lines may end by a backslash and an n
   * @throws IllegalArgumentException if it is no such key, or none for the algorithm
   */
  static LegacySignature byPublicKey(String algorithm, String pem) {
    Matcher found = PEM.matcher(pem.replace("\\n", "\n").strip());
    if (!found.matches()) {
      throw new IllegalArgumentException("must be a PEM text that begins -----BEGIN PUBLIC KEY");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance(family(algorithm))
              .generatePublic(
                  new X509EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
      requireFit(algorithm, key);
      return new LegacySignature(algorithm, key);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is no public key for " + algorithm, e);
    }
  }

  private static String family(String algorithm) {
    if (algorithm.equals("EdDSA")) {
      return algorithm;
    }
    return algorithm.startsWith("ES") ? "EC" : "RSA";
  }

  private static void requireFit(String algorithm, PublicKey key) {
    boolean isFit =
        key instanceof RSAPublicKey rsa
            ? rsa.getModulus().bitLength() >= RSA_BITS_MIN
            : !(key instanceof ECPublicKey curve)
                || curve.getParams().getOrder().bitLength()
                    == CURVE_BITS.getOrDefault(algorithm, 0);
    if (!isFit) {
      throw new IllegalArgumentException("of another curve, or too short");
    }
  }

  String algorithm() {
    return algorithm;
  }

  /** Whether the key, or its other half, signed the text. */
  boolean isOf(String text, byte[] signature) {
    byte[] signed = text.getBytes(US_ASCII);
    try {
      return key instanceof PublicKey verifying
          ? verifies(verifying, signed, signature)
          : MessageDigest.isEqual(signature, mac(signed));
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }

  private byte[] mac(byte[] signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(key.getAlgorithm());
    mac.init(key);
    return mac.doFinal(signed);
  }

  private boolean verifies(PublicKey verifying, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = verifier();
    verifier.initVerify(verifying);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  private Signature verifier() throws GeneralSecurityException {
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits(algorithm) + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits(algorithm) + "withECDSAinP1363Format");
      case "PS" -> probabilistic(Integer.parseInt(bits(algorithm)));
      default -> Signature.getInstance(algorithm);
    };
  }

  /** RFC 7518 section 3.5. */
  private static Signature probabilistic(int bits) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    String hash = "SHA-" + bits;
    verifier.setParameter(
        new PSSParameterSpec(
            hash,
            "MGF1",
            new MGF1ParameterSpec(hash),
            bits / Byte.SIZE,
            PSSParameterSpec.TRAILER_FIELD_BC));
    return verifier;
  }

  private static String bits(String algorithm) {
    return algorithm.substring(2);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return algorithm;
  }
}
