package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.Browser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Users of an identity provider log in time and again, and what the provider says of them that the
 * API would refuse is refused: the page says what is wrong, and nothing is kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokeringContract {

  static final String REDIRECT = "http://127.0.0.1:9/callback";
  static final String ATTRIBUTE = "hardcoded-attribute-idp-mapper";

  private final Stage stage;
  private final String baseUrl;
  private String clientId = "";

  BrokeringContract(String baseUrl, Stage stage) {
    this.baseUrl = baseUrl;
    this.stage = stage;
  }

  final Stage stage() {
    return stage;
  }

  final IdentityProvider outside() {
    return new IdentityProvider(stage, baseUrl);
  }

  @BeforeAll
  void makeClient() {
    clientId = stage.browserClient(REDIRECT);
    reviewProfile("off");
  }

  @AfterAll
  void askForWhatIsMissing() {
    reviewProfile("missing");
  }

  /** When somebody who is new is shown a form, which says itself what it does not take. */
  private void reviewProfile(String when) {
    String config =
        stage
            .get("/authentication/flows/first%20broker%20login/executions")
            .path("find { it.providerId == 'idp-review-profile' }.authenticationConfig");
    String path = "/authentication/config/" + config;
    Map<String, Object> changed = new HashMap<>(stage.get(path).jsonPath().getMap(""));
    changed.put("config", Map.of("update.profile.on.first.login", when));
    stage.asMaster().body(changed).put(stage.admin(path)).then().statusCode(204);
  }

  @Test
  void mappersThatGiveAtEveryLogin() {
    IdentityProvider outside = outside();
    String group = "group-" + Stage.newName();
    String id = stage.make("/groups", Map.of("name", group));
    Map<String, Object> role = stage.role(List.of());
    outside.mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", "/" + group));
    outside.mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", (String) role.get("name")));
    outside.mapper(ATTRIBUTE, Map.of("attribute", "shade", "attribute.value", "blue"));
    String name = outside.user();

    for (int times = 0; times < 3; times++) {
      assertThat(login(outside, name).address().toString()).startsWith(REDIRECT);
    }

    String user = "/users/" + stage.found(name).get("id");
    assertThat(stage.get("/groups/" + id + "/members").jsonPath().getList("username"))
        .isEqualTo(List.of(name));
    assertThat(stage.get(user + "/role-mappings/realm").jsonPath().<String>getList("name"))
        .contains((String) role.get("name"));
    assertThat(stage.get(user + "/federated-identity").jsonPath().getList("")).hasSize(1);
  }

  /** The code points of each value are written out, and how often it is repeated. */
  @ParameterizedTest
  @CsvSource({
    "email, 61, 300",
    "email, 0, 1",
    "firstName, 61, 151",
    "lastName, 61, 151",
    "lastName, 0, 1"
  })
  void whatTheApiWouldRefuseIsRefused(String attribute, String point, int times) {
    String value = Character.toString(Integer.parseInt(point, 16)).repeat(times);
    refused(
        Map.of(
            "attribute",
            attribute,
            "attribute.value",
            attribute.equals("email") ? value + "@example.com" : "x" + value));
  }

  private void refused(Map<String, String> mapper) {
    IdentityProvider outside = outside();
    String known = outside.user();
    login(outside, known);
    Map<String, Object> before = stage.found(known);
    outside.mapper(ATTRIBUTE, mapper);

    assertRefused(login(outside, known));
    assertThat(stage.found(known)).isEqualTo(before);
    String unknown = outside.user();
    assertRefused(login(outside, unknown));
    assertThat(stage.get("/users?exact=true&username=" + unknown).jsonPath().getList("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"61, 151", "0, 1", "202E, 1", "A, 1", "20, 1", "2F, 1"})
  void usernamesTheApiWouldRefuseAreRefused(String point, int times) {
    IdentityProvider outside = outside();
    String odd = "x" + Character.toString(Integer.parseInt(point, 16)).repeat(times) + "y";
    outside.mapper("oidc-username-idp-mapper", Map.of("template", odd, "target", "LOCAL"));
    int before = stage.get("/users/count").as(Integer.class);

    assertRefused(login(outside, outside.user()));

    assertThat(stage.get("/users/count").as(Integer.class)).isEqualTo(before);
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    IdentityProvider outside = outside();
    String known = outside.user();
    login(outside, known);
    Person taken = stage.user();
    outside.mapper("oidc-username-idp-mapper", Map.of("template", taken.name(), "target", "LOCAL"));

    assertRefused(login(outside, known));

    assertThat(stage.found(known)).isNotNull();
  }

  static void assertRefused(Browser browser) {
    assertThat(browser.status()).as(browser.page()).isBetween(400, 499);
    assertThat(browser.page()).doesNotContain("nexpected error").contains("kc-");
  }

  final Browser login(IdentityProvider outside, String name) {
    String page =
        "%s/realms/%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid&kc_idp_hint=%s"
            .formatted(baseUrl, stage.realm(), clientId, REDIRECT, outside.alias());
    return new Browser(baseUrl)
        .open(page)
        .submit(Map.of("username", name, "password", Stage.PASSWORD));
  }
}
