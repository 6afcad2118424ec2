package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doors by which staff might get past the guard around superusers, each of them shut. */
@WithTestServer
class SuperuserShieldIT {
  private static final String OTP_SECRET = "{\"value\":\"aSecretOfTwentyBytes\"}";
  private static final String OTP_DATA =
      "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
          + "\"algorithm\":\"HmacSHA1\"}";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  SuperuserShieldIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private String superuser(String name, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("attributes", Map.of("is_superuser", List.of("true")));
    return admin.create(name, all);
  }

  private RequestSpecification asStaff() {
    return admin.as(admin.adminToken(api.staff()));
  }

  @Test
  void staffCannotStoreAHashedPasswordForASuperuser() throws GeneralSecurityException {
    String name = Api.newName();
    String id = superuser(name, Map.of());
    Map<String, Object> changed = new HashMap<>(admin.user(id));
    changed.put("credentials", List.of(hashed("chosen-by-staff")));

    asStaff().body(changed).put(admin.path("/users/" + id)).then().statusCode(403);

    api.obtain(name, "chosen-by-staff").then().statusCode(401);
  }

  /** No user of these tables may have a second password beside its column. */
  @Test
  void aHashedPasswordIsNotKeptBesideTheColumn() throws GeneralSecurityException {
    User user = api.user();
    String id = admin.id(user.username());
    Map<String, Object> changed = new HashMap<>(admin.user(id));
    changed.put("credentials", List.of(hashed("another-one")));

    admin.request().body(changed).put(admin.path("/users/" + id));

    assertThat(
            List.of(
                api.obtain(user.username(), user.password()).statusCode(),
                api.obtain(user.username(), "another-one").statusCode()))
        .contains(401);
  }

  @Test
  void staffCannotTakeASuperusersSecondFactorAway() {
    String id =
        superuser(
            Api.newName(),
            Map.of(
                "credentials",
                List.of(
                    AdminApi.password(Api.PASSWORD, false),
                    Map.of("type", "otp", "secretData", OTP_SECRET, "credentialData", OTP_DATA))));
    String credentials = admin.path("/users/" + id + "/credentials");
    String otp = admin.request().get(credentials).path("find { it.type == 'otp' }.id");

    asStaff().delete(credentials + "/" + otp).then().statusCode(403);

    assertThat(admin.request().get(credentials).<List<String>>path("type")).contains("otp");
  }

  @Test
  void staffCannotLogASuperuserOut() {
    String id = superuser(Api.newName(), Map.of());

    asStaff().post(admin.path("/users/" + id + "/logout")).then().statusCode(403);
  }

  /** The Admin API names no reason for what the user model refuses: 400, and nothing is written. */
  @Test
  void staffAreRefusedWhenTheyCreateASuperuser() {
    asStaff()
        .body(
            Map.of(
                "username", Api.newName(),
                "enabled", true,
                "attributes", Map.of("is_superuser", List.of("true"))))
        .post(admin.path("/users"))
        .then()
        .statusCode(400);
  }

  @Test
  void staffAreRefusedWhenTheyMakeThemselvesSuperusers() {
    User staff = api.staff();
    String id = admin.id(staff.username());
    admin
        .as(admin.adminToken(staff))
        .body(AdminApi.withAttribute(admin.user(id), "is_superuser", "true"))
        .put(admin.path("/users/" + id))
        .then()
        .statusCode(400);
  }

  @Test
  void whatStaffCannotChangeTheFormShowsAsReadOnly() {
    String user = admin.create(Api.newName(), Map.of());
    String superuser = superuser(Api.newName(), Map.of());

    assertThat(editable(asStaff(), user))
        .contains("is_staff", "email")
        .doesNotContain("is_superuser");
    assertThat(editable(asStaff(), superuser))
        .doesNotContain("username", "email", "firstName", "lastName", "is_staff", "is_superuser");
    assertThat(editable(admin.request(), superuser)).contains("is_staff", "is_superuser", "email");
  }

  private List<String> editable(RequestSpecification reader, String id) {
    return reader
        .queryParam("userProfileMetadata", true)
        .get(admin.path("/users/" + id))
        .then()
        .statusCode(200)
        .extract()
        .path("userProfileMetadata.attributes.findAll { !it.readOnly }.name");
  }

  @ParameterizedTest
  @CsvSource({
    "manage-users, true, 403, 400",
    "realm-admin, false, 403, 400",
    "realm-admin, true, 204, 204",
  })
  void aClientGetsAsFarAsItsRolesAndItsScopeReach(
      String role, boolean fullScope, int changed, int raised) {
    ServiceAccount account =
        new ServiceAccount(admin, server.realm(), Map.of("fullScopeAllowed", fullScope)).give(role);
    account.openTo("manage-users");
    String superuser = superuser(Api.newName(), Map.of());
    String user = admin.create(Api.newName(), Map.of());

    assertThat(write(account, superuser, "first_name", "Changed")).isEqualTo(changed);
    assertThat(write(account, user, "is_superuser", "true")).isEqualTo(raised);
    assertThat(admin.user(user).toString()).contains("is_superuser=[" + (raised == 204) + "]");
  }

  private int write(ServiceAccount account, String id, String attribute, String value) {
    return admin
        .as(account.token())
        .body(AdminApi.withAttribute(admin.user(id), attribute, value))
        .put(admin.path("/users/" + id))
        .statusCode();
  }

  private static Map<String, Object> hashed(String password) throws GeneralSecurityException {
    byte[] salt = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
    byte[] hash =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1000, 512))
            .getEncoded();
    Base64.Encoder base64 = Base64.getEncoder();
    return Map.of(
        "type", "password",
        "secretData",
            "{\"value\":\"%s\",\"salt\":\"%s\"}"
                .formatted(base64.encodeToString(hash), base64.encodeToString(salt)),
        "credentialData", "{\"hashIterations\":1000,\"algorithm\":\"pbkdf2-sha256\"}");
  }
}
