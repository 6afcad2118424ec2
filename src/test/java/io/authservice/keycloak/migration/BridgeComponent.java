package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The storage component of the template's realm, changed as the admin console changes it. */
public final class BridgeComponent {

  private static final String COMPONENT =
      "/admin/realms/auth-service/components/auth-service-users-001";

  private static final Map<String, String> OWN =
      Map.of(
          "databaseUrl", "",
          "databaseUser", "",
          "databasePassword", "",
          "userTable", "",
          "userModel", "",
          "editMode", "",
          "cachePolicy", "DEFAULT");

  private final TimedClient client;
  private final ImportCalls calls;

  public BridgeComponent(TimedClient client, ImportCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /** To read the users of a Django database. */
  void bridge(EmbeddedPostgresServer server, String database) {
    configure(
        Map.of(
            "databaseUrl", server.jdbcUrl(database),
            "databaseUser", EmbeddedPostgresServer.USER,
            "databasePassword", "unused",
            "editMode", "READ_ONLY",
            "cachePolicy", "NO_CACHE"));
  }

  /** To Keycloak's own database again; what a model has as attributes goes on. */
  public void letGo() {
    Map<String, String> own = new HashMap<>(OWN);
    String model = client.get(COMPONENT, calls.admin()).json().at("/config/userModel/0").asText();
    if (model.contains("attribute ")) {
      own.remove("userModel");
    }
    configure(own);
  }

  public void configure(Map<String, String> settings) {
    Answer answer = put(settings);
    assertThat(answer.status()).as("%s", answer).isEqualTo(204);
  }

  /** Why the settings are refused. */
  String refusal(Map<String, String> settings) {
    Answer answer = put(settings);
    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    return answer.json().get("errorMessage").textValue();
  }

  @SuppressWarnings("unchecked")
  private Answer put(Map<String, String> settings) {
    Map<String, Object> component =
        new ObjectMapper().convertValue(client.get(COMPONENT, calls.admin()).json(), Map.class);
    Map<String, List<String>> config =
        new HashMap<>((Map<String, List<String>>) component.get("config"));
    settings.forEach((key, value) -> config.put(key, List.of(value)));
    component.put("config", config);
    return client.send("PUT", COMPONENT, calls.admin(), component);
  }
}
