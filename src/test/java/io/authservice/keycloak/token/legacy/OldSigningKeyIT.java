package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.SimpleJwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that signed django-oauth-toolkit's ID tokens, as one of the realm's. */
@WithTestServer
class OldSigningKeyIT {

  private final Api api;
  private final AdminApi admin;

  OldSigningKeyIT(TestServer server) {
    this.api = new Api(server);
    this.admin = new AdminApi(server);
  }

  @Test
  void aPassiveKeyIsPublishedUnderTheIdItHad() throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
    pairs.initialize(2048);
    KeyPair pair = pairs.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    String kid = thumbprint(key);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    String location =
        admin
            .request()
            .body(
                Map.of(
                    "name",
                    "django",
                    "providerId",
                    "rsa",
                    "providerType",
                    "org.keycloak.keys.KeyProvider",
                    "config",
                    Map.of(
                        "active", List.of("false"),
                        "enabled", List.of("true"),
                        "algorithm", List.of("RS256"),
                        "kid", List.of(kid),
                        "privateKey", List.of(pem))))
            .post(admin.path("/components"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    try {
      List<Map<String, String>> keys =
          api.anonymous().get("/o/.well-known/jwks.json").jsonPath().getList("keys");

      assertThat(keys)
          .filteredOn(found -> kid.equals(found.get("kid")))
          .singleElement()
          .satisfies(found -> assertThat(found.get("n")).isEqualTo(encoded(key)));
      assertThat(admin.request().get(admin.path("/keys")).jsonPath().getString("active.RS256"))
          .isNotEqualTo(kid);
    } finally {
      admin.request().delete(location).then().statusCode(204);
    }
  }

  /** RFC 7638, as jwcrypto's {@code thumbprint()}. */
  private static String thumbprint(RSAPublicKey key) throws GeneralSecurityException {
    String json = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + encoded(key) + "\"}";
    return SimpleJwt.encode(
        MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encoded(RSAPublicKey key) {
    byte[] modulus = key.getModulus().toByteArray();
    return SimpleJwt.encode(
        modulus[0] == 0 ? Arrays.copyOfRange(modulus, 1, modulus.length) : modulus);
  }
}
