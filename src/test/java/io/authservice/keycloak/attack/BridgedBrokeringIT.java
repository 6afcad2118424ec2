package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedBrokeringIT extends BrokeringContract {

  private final BridgedKeycloak server;

  BridgedBrokeringIT(BridgedKeycloak server) {
    super(
        server.baseUrl(),
        new Stage(server.baseUrl(), server.realm(server.settings(server.database())).name()));
    this.server = server;
  }

  @Test
  void whoIsGoneInDjangoIsMadeAnewAndLogsInTimeAndAgain() {
    IdentityProvider outside = outside();
    String name = outside.user();
    for (int lives = 0; lives < 3; lives++) {
      for (int times = 0; times < 3; times++) {
        assertThat(login(outside, name).address().toString()).startsWith(REDIRECT);
      }
      String user = "/users/" + stage().found(name).get("id");
      assertThat(stage().get(user + "/federated-identity").jsonPath().getList("")).hasSize(1);
      tables().execute("delete from users_user where username = '" + name + "'");
    }
  }

  @Test
  void whoIsOnlyReadLogsInWhateverTheProviderSays() {
    IdentityProvider outside = outside();
    String name = outside.user();
    login(outside, name);
    outside.mapper(ATTRIBUTE, Map.of("attribute", "lastName", "attribute.value", "Other"));
    outside.mapper("oidc-username-idp-mapper", Map.of("template", "other", "target", "LOCAL"));
    Map<String, Object> before = stage().found(name);
    editMode("READ_ONLY");
    try {
      for (int times = 0; times < 2; times++) {
        assertThat(login(outside, name).address().toString()).startsWith(REDIRECT);
      }
      assertThat(stage().found(name)).isEqualTo(before);
      assertRefused(login(outside, outside.user()));
    } finally {
      editMode("WRITABLE");
    }
  }

  private void editMode(String mode) {
    Map<String, Object> component = component();
    Map<String, Object> config = config(component);
    config.put("editMode", List.of(mode));
    component.put("config", config);
    stage()
        .asMaster()
        .body(component)
        .put(stage().admin("/components/" + component.get("id")))
        .then()
        .statusCode(204);
  }

  private Map<String, Object> component() {
    return new HashMap<>(
        stage()
            .get("/components?type=org.keycloak.storage.UserStorageProvider")
            .jsonPath()
            .<String, Object>getMap("[0]"));
  }

  @SuppressWarnings("unchecked") // as JSON has it
  private static Map<String, Object> config(Map<String, Object> component) {
    return new HashMap<>((Map<String, Object>) component.get("config"));
  }

  private DjangoRows tables() {
    String url = ((List<?>) config(component()).get("databaseUrl")).get(0).toString();
    String database = url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
    return new DjangoRows(database, () -> server.postgres().connect(database));
  }
}
