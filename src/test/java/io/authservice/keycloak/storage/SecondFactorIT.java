package io.authservice.keycloak.storage;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.authservice.keycloak.contract.Api;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A one-time password, which Keycloak keeps beside Django's tables. */
@WithTestServer
class SecondFactorIT {
  private static final String SECRET = "aSecretOfTwentyBytes";
  private static final int PERIOD_SECONDS = 30;

  private final Api api;
  private final AdminApi admin;

  SecondFactorIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void itIsAskedForUntilItIsTakenAway() throws GeneralSecurityException {
    String name = Api.newName();
    String id = userWithOneTimePassword(name);

    api.obtain(name, Api.PASSWORD)
        .then()
        .statusCode(401)
        .body("detail", equalTo("No active account found with the given credentials"));
    login(name, code()).then().statusCode(200);

    String credentials = admin.path("/users/" + id + "/credentials");
    String otp =
        admin
            .request()
            .get(credentials)
            .then()
            .body("type", hasItem("otp"))
            .extract()
            .path("find { it.type == 'otp' }.id");
    admin.request().delete(credentials + "/" + otp).then().statusCode(204);

    api.obtain(name, Api.PASSWORD).then().statusCode(200);
  }

  private Response login(String name, String code) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", name, "password", Api.PASSWORD, "totp", code))
        .post("/api/token/");
  }

  private String userWithOneTimePassword(String name) {
    return admin.create(
        name,
        Map.of(
            "credentials",
            List.of(
                AdminApi.password(Api.PASSWORD, false),
                Map.of(
                    "type",
                    "otp",
                    "secretData",
                    "{\"value\":\"" + SECRET + "\"}",
                    "credentialData",
                    "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                        + "\"algorithm\":\"HmacSHA1\"}"))));
  }

  /** RFC 6238. */
  private static String code() throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    long step = Instant.now().getEpochSecond() / PERIOD_SECONDS;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int binary = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
    return String.format(Locale.ROOT, "%06d", binary % 1_000_000);
  }
}
