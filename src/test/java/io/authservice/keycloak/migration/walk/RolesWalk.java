package io.authservice.keycloak.migration.walk;

import static io.authservice.keycloak.migration.walk.WalkStage.NEW;
import static io.authservice.keycloak.migration.walk.WalkStage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.OneTimePassword;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Users with one name, roles of the project's own, second factors, and links to a provider. */
final class RolesWalk {

  static final String USER_MODEL =
      """
      first_name = full_name
      last_name = ''
      where not is_system
      new is_system = false
      new bio = ''
      groups = none
      groups from projects_membership.user_id name users_role.name by role_id
      """;

  private static final String KEY = "12345678901234567890";
  private static final String HEXADECIMAL = "3132333435363738393031323334353637383930";
  private static final String PARTNER = "partner";
  private static final String KIOSK = "kiosk";

  private final WalkStage stage;
  private final DjangoProject django;
  private final WalkClients clients;

  RolesWalk(WalkStage stage) {
    this.stage = stage;
    this.django = stage.django();
    this.clients = stage.clients();
  }

  void walk() {
    partner();
    djangoServes();
    keycloakReads();
    bothServe();
    keycloakServes();
    djangoServesAgain();
  }

  /** The identity provider, another realm, knows both services as the same client. */
  private void partner() {
    stage.admin(
        "POST",
        "/admin/realms",
        Map.of(
            "realm",
            PARTNER,
            "enabled",
            true,
            "users",
            List.of(
                Map.of(
                    "username", "lin",
                    "email", "lin@example.com",
                    "emailVerified", true,
                    "firstName", "Lin",
                    "lastName", "Lee",
                    "enabled", true,
                    "credentials", List.of(Map.of("type", "password", "value", NEW)))),
            "clients",
            List.of(
                Map.of(
                    "clientId",
                    "projects",
                    "secret",
                    "of-the-partner",
                    "redirectUris",
                    List.of("*"),
                    "standardFlowEnabled",
                    true))));
  }

  private void djangoServes() {
    django.call("create_superuser", "boss", PASSWORD);
    for (String name : List.of("ada", "otto", "dan")) {
      created(name, Map.of("full_name", name + " Lovelace"));
    }
    created("robot", Map.of("full_name", "Robot", "is_system", true));
    django.call("give_role", "ada", "Design");
    django.call("give_role", "ada", "Back");
    django.call("enrol", "otto", HEXADECIMAL);
    clients.tokens("ada", credentials("ada", PASSWORD));
    clients.tokens("dan", credentials("dan", PASSWORD));
    assertThat(clients.call("obtain", credentials("otto", PASSWORD)).intValue()).isEqualTo(401);
    clients.tokens("otto", withCode("otto", 0));
    assertThat(atProviderFromDjango()).isEqualTo("lin");
    assertThat(django.call("links", "lin")).hasSize(1);
  }

  private void created(String name, Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>(more);
    fields.put("username", name);
    fields.put("email", name + "@example.com");
    django.call("create", fields, PASSWORD);
  }

  private String atProviderFromDjango() {
    stage.atDjango();
    JsonNode came =
        clients.call(
            "at_provider",
            stage.djangoAddress() + "/accounts/keycloak/login/",
            stage.keycloakAddress(),
            "lin",
            NEW);
    return came.get("page").textValue();
  }

  private void keycloakReads() {
    stage.bridge();
    stage.atKeycloak().areServed("ada", "dan", "otto");
    assertThat(stage.obtain(credentials("robot", PASSWORD)).status()).isEqualTo(401);
    JsonNode ada = stage.me(stage.token(credentials("ada", PASSWORD)));
    assertThat(ada.get("first_name").textValue()).isEqualTo("ada Lovelace");
    assertThat(ada.get("groups").toString()).contains("Design", "Back");
    assertThat(stage.token(credentials("otto", PASSWORD))).as("no factor yet").isNotEmpty();
  }

  private void bothServe() {
    stage.runBoth();
    provider();
    JsonNode report = stage.imported();
    assertThat(report.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(1);
    assertThat(report.at("/belongings/links/added").intValue()).isEqualTo(1);

    assertThat(stage.obtain(credentials("otto", PASSWORD)).status()).isEqualTo(401);
    stage.atKeycloak().areRefused("otto");
    clients.tokens("otto at Keycloak", withCode("otto", 0));
    stage.atDjango().areServed("otto");
    assertThat(atProviderFromKeycloak()).isEqualTo("lin");
    assertThat(atProviderFromDjango()).isEqualTo("lin");

    stage.registered(
        stage.token(credentials("boss", PASSWORD)),
        Map.of("username", "fay", "email", "fay@example.com", "password", PASSWORD));
    assertThat(django.logsIn("fay", PASSWORD)).isTrue();
    stage.changed(stage.token(credentials("dan", PASSWORD)), Map.of("password", NEW));
    assertThat(django.logsIn("dan", NEW)).isTrue();
    stage.atKeycloak().areServed("ada", "otto at Keycloak");
  }

  /** The realm's provider, and a client where people log in. */
  private void provider() {
    String partner = stage.keycloakAddress() + "/realms/" + PARTNER + "/protocol/openid-connect/";
    stage.admin(
        "POST",
        "identity-provider/instances",
        Map.of(
            "alias",
            "keycloak",
            "providerId",
            "oidc",
            "enabled",
            true,
            "config",
            Map.of(
                "clientId", "projects",
                "clientSecret", "of-the-partner",
                "clientAuthMethod", "client_secret_post",
                "authorizationUrl", partner + "auth",
                "tokenUrl", partner + "token",
                "userInfoUrl", partner + "userinfo",
                "defaultScope", "openid profile email")));
    stage.admin(
        "POST",
        "clients",
        Map.of(
            "clientId",
            KIOSK,
            "publicClient",
            true,
            "redirectUris",
            List.of(WalkClients.REDIRECT)));
  }

  private String atProviderFromKeycloak() {
    stage.atKeycloak();
    String endpoints =
        stage.keycloakAddress() + "/realms/" + TestSettings.REALM + "/protocol/openid-connect/";
    JsonNode me =
        clients.call(
            "code_flow",
            KIOSK,
            WalkClients.REDIRECT,
            endpoints + "token",
            endpoints
                + "auth?response_type=code&scope=openid%20read&kc_idp_hint=keycloak&client_id="
                + KIOSK
                + "&redirect_uri="
                + WalkClients.REDIRECT,
            stage.keycloakAddress(),
            "lin",
            NEW);
    return me.path("username").asText(me.toString());
  }

  private void keycloakServes() {
    stage.detach();
    stage.atKeycloak().areServed("ada", "otto at Keycloak");
    assertThat(stage.me(stage.token(credentials("ada", PASSWORD))).get("groups").toString())
        .contains("Design", "Back");
    clients.areServedOnceRenewed("ada", "otto at Keycloak");
    assertThat(stage.obtain(credentials("otto", PASSWORD)).status()).isEqualTo(401);
    stage.token(withCode("otto", 1));
    assertThat(atProviderFromKeycloak()).isEqualTo("lin");
    assertThat(stage.own("select count(*) from users_user where username = 'robot'"))
        .containsExactly("0");
    stage.changed(stage.token(credentials("fay", PASSWORD)), Map.of("password", NEW));
  }

  private void djangoServesAgain() {
    stage.back(
        WayBack.printed()
            .writing(
                "INSERT INTO users_user (id, password, last_login, is_superuser, username,"
                    + " full_name, email, is_staff, is_active, date_joined, is_system, bio) SELECT"
                    + " id, password, last_login, is_superuser, username, first_name, email,"
                    + " is_staff, is_active, date_joined, false, '' FROM moved ON CONFLICT (id) DO"
                    + " UPDATE SET password = EXCLUDED.password, email = EXCLUDED.email, full_name"
                    + " = EXCLUDED.full_name"));

    stage.atDjango().areServedAfterARefusal("ada");
    clients.areServed("otto");
    clients.tokens("otto again", withCode("otto", 1));
    assertThat(atProviderFromDjango()).isEqualTo("lin");
    assertThat(django.logsIn("fay", NEW)).isTrue();
    assertThat(stage.listedByDjango()).contains("robot");
    assertThat(stage.me(stage.token(credentials("ada", PASSWORD))).get("groups").toString())
        .contains("Design", "Back");
    stage.atKeycloak().areServed("otto at Keycloak");
    assertThat(atProviderFromKeycloak()).isEqualTo("lin");
  }

  private static Map<String, String> credentials(String name, String password) {
    return Map.of("username", name, "password", password);
  }

  private static Map<String, String> withCode(String name, int steps) {
    return Map.of("username", name, "password", PASSWORD, "totp", OneTimePassword.code(KEY, steps));
  }
}
