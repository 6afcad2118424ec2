package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.Browser;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * By whatever door a user gets an e-mail, nobody takes it for verified, though the one before was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmailDoorsContract {

  private final Stage stage;
  private final String baseUrl;
  private BrowserClient client;

  EmailDoorsContract(String baseUrl, Stage stage) {
    this.baseUrl = baseUrl;
    this.stage = stage;
  }

  @BeforeAll
  void makeClient() {
    client = new BrowserClient(stage, baseUrl);
  }

  private void verify(String name) {
    Map<String, Object> user = new HashMap<>(stage.found(name));
    user.put("emailVerified", true);
    stage.asMaster().body(user).put(stage.admin("/users/" + user.get("id"))).then().statusCode(204);
    assertThat(stage.found(name)).containsEntry("emailVerified", true);
  }

  private void assertUnverified(String name, String email) {
    assertThat(stage.found(name))
        .containsEntry("email", email)
        .containsEntry("emailVerified", false);
  }

  @Test
  void theAccountApi() {
    Person person = stage.user();
    verify(person.name());
    String other = "other-" + person.name() + "@example.com";
    String account = "/realms/" + stage.realm() + "/account";
    Map<String, Object> shown =
        new HashMap<>(
            stage
                .as(person)
                .accept("application/json")
                .get(account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap(""));
    shown.put("email", other);
    shown.put("emailVerified", true);

    Response answer = stage.as(person).accept("application/json").body(shown).post(account);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    assertUnverified(person.name(), other);
  }

  @Test
  void identityProviders() {
    IdentityProvider outside = new IdentityProvider(stage, baseUrl);
    String name = outside.user();
    String email = name + "@example.com";
    loginFrom(outside, name);
    assertUnverified(name, email);
    verify(name);
    loginFrom(outside, name);
    assertThat(stage.found(name)).containsEntry("emailVerified", true);
    String other = "other-" + email;
    outside.email(name, other);

    loginFrom(outside, name);

    assertUnverified(name, other);
  }

  private void loginFrom(IdentityProvider outside, String name) {
    Browser browser = new Browser(baseUrl);
    browser
        .open(client.page("auth") + "&kc_idp_hint=" + outside.alias())
        .submit(Map.of("username", name, "password", Stage.PASSWORD));
    assertThat(browser.address().toString()).as(browser.page()).startsWith(BrowserClient.REDIRECT);
  }

  /** Of an e-mail that was verified for one who has given it up. */
  @Test
  void registration() {
    Person former = stage.user();
    verify(former.name());
    String email = former.name() + "@example.com";
    stage.asMaster().delete(stage.admin("/users/" + former.id())).then().statusCode(204);
    String name = Stage.newName();
    Browser browser = new Browser(baseUrl);

    browser
        .open(client.page("registrations"))
        .submit(
            Map.of(
                "username",
                name,
                "email",
                email,
                "firstName",
                "First",
                "lastName",
                "Last",
                "password",
                Stage.PASSWORD,
                "password-confirm",
                Stage.PASSWORD,
                "emailVerified",
                "true"));

    assertThat(browser.address().toString()).as(browser.page()).startsWith(BrowserClient.REDIRECT);
    assertUnverified(name, email);
  }
}
