package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The settings of the storage component, as its page in the admin console reads and writes them.
 */
@WithTestServer
class StorageSettingsIT {

  private static final String OURS =
      "componentTypes.'org.keycloak.storage.UserStorageProvider'"
          + ".find { it.id == 'auth-service-users' }.properties";

  private final AdminApi admin;

  StorageSettingsIT(TestServer server) {
    admin = new AdminApi(server);
  }

  @Test
  void thePageShowsTheVersionAndWhatTheServerAddsToTheSettings() {
    String version = OURS + ".find { it.name == 'extensionVersion' }";
    admin
        .request()
        .get("/admin/serverinfo")
        .then()
        .statusCode(200)
        .body(version + ".options.size()", equalTo(1))
        .body(version + ".options[0]", matchesPattern("[0-9]+[.].*"))
        .body(
            OURS + ".find { it.name == 'serverPasswordCost' }.options[0]",
            matchesPattern("pbkdf2_sha256: [0-9]+; argon2: m=[0-9]+, t=[0-9]+, p=[0-9]+"));
  }

  @Test
  void everySettingHasALabelAndHelpInBothLanguages() {
    List<String> keys = admin.request().get("/admin/serverinfo").path(OURS + ".label");
    List<String> helps = admin.request().get("/admin/serverinfo").path(OURS + ".helpText");

    assertThat(keys).allSatisfy(key -> assertThat(key).startsWith("authService"));
    for (String locale : List.of("en", "de")) {
      List<String> known =
          admin.request().get("/resources/master/admin/" + locale).then().extract().path("key");
      assertThat(known).containsAll(keys).containsAll(helps);
    }
  }

  @Test
  void whatThePageOnlyShowsIsNotStored() {
    Map<String, Object> component = component();
    Map<String, Object> config = new HashMap<>(config(component));
    config.put("extensionVersion", List.of("0.0.1"));
    config.put("serverPasswordCost", List.of("nothing"));

    admin.request().body(with(component, config)).put(path(component)).then().statusCode(204);

    assertThat(config(component())).doesNotContainKeys("extensionVersion", "serverPasswordCost");
  }

  @ParameterizedTest
  @CsvSource({
    "en, must be from 1 to 10000000",
    "de, muss zwischen 1 und 10000000 liegen",
    "fr, must be from 1 to 10000000"
  })
  void aRefusalIsInTheLanguageOfWhoSaves(String language, String refusal) {
    Map<String, Object> component = component();
    Map<String, Object> config = new HashMap<>(config(component));
    config.put("passwordIterations", List.of("0"));

    admin
        .request()
        .header("Accept-Language", language)
        .body(with(component, config))
        .put(path(component))
        .then()
        .statusCode(400)
        .body("errorMessage", equalTo("passwordIterations " + refusal));
  }

  /** The server has H2's alone. */
  @Test
  void aDriverThatIsMissingIsNamed() {
    Map<String, String> bridge =
        Map.of("databaseUrl", "jdbc:mysql://localhost:3306/django", "cachePolicy", "NO_CACHE");
    Map<String, Object> component = component();
    Map<String, Object> config = new HashMap<>(config(component));
    bridge.forEach((name, value) -> config.put(name, List.of(value)));

    for (Response refused :
        List.of(
            admin.request().body(with(component, config)).put(path(component)),
            admin
                .request()
                .body(BridgedKeycloak.template("driverless", bridge).toString())
                .post("/admin/realms"))) {
      refused
          .then()
          .statusCode(400)
          .body(
              "errorMessage",
              containsString(
                  "no driver for MySQL (com.mysql.cj.jdbc.Driver): lay the JAR of"
                      + " com.mysql:mysql-connector-j into the directory providers"));
    }
    admin.request().get("/admin/realms/driverless").then().statusCode(404);
  }

  private Map<String, Object> component() {
    return admin
        .request()
        .queryParam("type", "org.keycloak.storage.UserStorageProvider")
        .get(admin.path("/components"))
        .then()
        .statusCode(200)
        .body("providerId", hasItem("auth-service-users"))
        .extract()
        .path("find { it.providerId == 'auth-service-users' }");
  }

  private String path(Map<String, Object> component) {
    return admin.path("/components/" + component.get("id"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> config(Map<String, Object> component) {
    return (Map<String, Object>) component.get("config");
  }

  private static Map<String, Object> with(
      Map<String, Object> component, Map<String, Object> config) {
    Map<String, Object> changed = new HashMap<>(component);
    changed.put("config", config);
    return changed;
  }
}
