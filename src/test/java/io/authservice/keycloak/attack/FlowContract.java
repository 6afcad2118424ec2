package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Browser;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Flows in which nobody has shown a token, in a realm that knows nothing of Django's flags: its
 * user profile is Keycloak's own, and it takes any attribute from anybody.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowContract {

  private final Stage stage;
  private final String baseUrl;
  private String profile = "";
  private BrowserClient client;

  FlowContract(String baseUrl, Stage stage) {
    this.baseUrl = baseUrl;
    this.stage = stage;
  }

  @BeforeAll
  void forgetTheProfile() {
    profile = stage.get("/users/profile").asString();
    List<Map<String, Object>> attributes =
        List.of(
            attribute("username"),
            attribute("email"),
            attribute("firstName"),
            attribute("lastName"));
    stage
        .asMaster()
        .body(Map.of("attributes", attributes, "unmanagedAttributePolicy", "ENABLED"))
        .put(stage.admin("/users/profile"))
        .then()
        .statusCode(200);
    client = new BrowserClient(stage, baseUrl);
  }

  private static Map<String, Object> attribute(String name) {
    return Map.of(
        "name",
        name,
        "permissions",
        Map.of("view", List.of("admin", "user"), "edit", List.of("admin", "user")));
  }

  @AfterAll
  void restoreTheProfile() {
    if (!profile.isEmpty()) {
      stage.asMaster().body(profile).put(stage.admin("/users/profile")).then().statusCode(200);
    }
  }

  private void assertPlain(Map<String, Object> user) {
    assertThat(user.get("attributes"))
        .asString()
        .contains("is_superuser=[false]", "is_staff=[false]");
    assertThat(stage.holds(new Person(user.get("id").toString(), "", "")))
        .doesNotContain("realm-admin", "manage-users");
  }

  @Test
  void whoRegistersTakesNoFlag() {
    String name = Stage.newName();
    Map<String, String> form = new HashMap<>();
    form.put("username", name);
    form.put("email", name + "@example.com");
    form.put("firstName", "First");
    form.put("lastName", "Last");
    form.put("password", Stage.PASSWORD);
    form.put("password-confirm", Stage.PASSWORD);
    for (String prefix : List.of("", "user.attributes.")) {
      form.put(prefix + "is_superuser", "true");
      form.put(prefix + "is_staff", "true");
    }
    Browser browser = new Browser(baseUrl);

    browser.open(client.page("registrations")).submit(form);

    assertThat(browser.address().toString()).as(browser.page()).startsWith(BrowserClient.REDIRECT);
    assertPlain(stage.found(name));
  }

  @Test
  void nobodyTakesAFlagByTheAccountApi() {
    Person person = stage.user();
    String account = "/realms/" + stage.realm() + "/account";
    Response own = stage.as(person).accept("application/json").get(account);
    assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
    for (String flag : List.of("is_staff", "is_superuser")) {
      Map<String, Object> changed = new HashMap<>(own.jsonPath().getMap(""));
      Map<String, Object> attributes = new HashMap<>();
      attributes.put(flag, List.of("true"));
      changed.put("attributes", attributes);

      Response answer = stage.as(person).accept("application/json").body(changed).post(account);

      assertThat(answer.statusCode()).as(answer.asString()).isIn(204, 400, 403);
      assertPlain(stage.found(person.name()));
    }
  }

  @Test
  void identityProvidersGiveNoAuthority() {
    IdentityProvider outside = new IdentityProvider(stage, baseUrl);
    String name = outside.user();
    Map<String, Object> role = stage.role(List.of(stage.managementRole("realm-admin")));
    String group = stage.group();
    stage
        .asMaster()
        .body(List.of(role))
        .post(stage.admin("/groups/" + group + "/role-mappings/realm"))
        .then()
        .statusCode(204);
    for (String flag : List.of("is_superuser", "is_staff")) {
      outside.mapper(
          "hardcoded-attribute-idp-mapper", Map.of("attribute", flag, "attribute.value", "true"));
    }
    outside.mapper(
        "oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management.realm-admin"));
    outside.mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", role.get("name").toString()));
    outside.mapper(
        "oidc-hardcoded-group-idp-mapper",
        Map.of("group", stage.get("/groups/" + group).path("path")));

    for (int login = 0; login < 2; login++) {
      Browser browser = new Browser(baseUrl);
      browser
          .open(client.page("auth") + "&kc_idp_hint=" + outside.alias())
          .submit(Map.of("username", name, "password", Stage.PASSWORD));
      assertThat(browser.address().toString())
          .as(browser.page())
          .startsWith(BrowserClient.REDIRECT);
      assertPlain(stage.found(name));
    }
  }

  @Test
  void theFlowsStillDoWhatTheyAreFor() {
    Response master =
        stage.login("master", TestSettings.MASTER_ADMIN_NAME, TestSettings.MASTER_ADMIN_PASSWORD);
    assertThat(master.statusCode()).isEqualTo(200);
    Person superuser = stage.superuser();
    stage
        .asMaster()
        .body(Map.of("type", "password", "value", "Temp0rary-pass!", "temporary", true))
        .put(stage.admin("/users/" + superuser.id() + "/reset-password"))
        .then()
        .statusCode(204);
    Browser browser = new Browser(baseUrl);

    browser
        .open(client.page("auth"))
        .submit(Map.of("username", superuser.name(), "password", "Temp0rary-pass!"))
        .submit(Map.of("password-new", Stage.PASSWORD, "password-confirm", Stage.PASSWORD));

    assertThat(browser.address().toString()).as(browser.page()).startsWith(BrowserClient.REDIRECT);
    stage.loggedIn(superuser.id(), superuser.name());
    assertThat(stage.holds(superuser)).contains("realm-admin");
  }
}
