package io.authservice.keycloak.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as SimpleJWT does, and such as it does not. */
public final class SimpleJwt {

  public static final String SECRET = "an-old-secret-key-of-fifty-characters-made-up-here";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SimpleJwt() {}

  /** The claims of a token that is good for five minutes. */
  public static Map<String, Object> claims(String type, Object userId, Instant issuedAt) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("token_type", type);
    claims.put("exp", issuedAt.getEpochSecond() + 300);
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString().replace("-", ""));
    claims.put("user_id", userId);
    return claims;
  }

  public static String signed(Map<String, Object> claims) {
    return signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", json(claims), SECRET, "HmacSHA256");
  }

  public static String signed(String header, String claims, String secret, String mac) {
    String text = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    try {
      Mac signer = Mac.getInstance(mac);
      signer.init(new SecretKeySpec(secret.getBytes(UTF_8), mac));
      return text + "." + encode(signer.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String json(Map<String, Object> claims) {
    try {
      return JSON.writeValueAsString(claims);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
