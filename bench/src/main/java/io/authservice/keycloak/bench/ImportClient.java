package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;

/** Starts imports as an administrator of the master realm, and waits for them. */
final class ImportClient {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final JsonClient http = new JsonClient();
  private final String baseUrl;
  private final AccessTokens tokens;
  private String token = "";
  private Instant obtained = Instant.MIN;

  ImportClient(String baseUrl) {
    this.baseUrl = baseUrl;
    tokens = new AccessTokens(baseUrl);
  }

  /** Has the realm know an identity provider, so that links to it can be moved. */
  void addProvider(String alias) {
    http.body(
        authorized("/admin/realms/" + TestSettings.REALM + "/identity-provider/instances")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"alias\": \"%s\", \"providerId\": \"%s\", \"enabled\": true}"
                        .formatted(alias, alias))),
        201);
  }

  /** The report of an import that has ended, however it did. */
  JsonNode run(String query) {
    String path = "/admin/realms/" + TestSettings.REALM + "/auth-service/import";
    JsonNode report = http.send(authorized(path + query).POST(BodyPublishers.noBody()), 202);
    String id = report.get("id").textValue();
    while (report.get("state").textValue().equals("running")) {
      pause();
      report = http.send(authorized(path + "/" + id), 200);
    }
    return report;
  }

  private HttpRequest.Builder authorized(String path) {
    // A token lives for a minute. An import may take longer.
    if (obtained.isBefore(Instant.now().minusSeconds(30))) {
      token = tokens.administrator();
      obtained = Instant.now();
    }
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Authorization", "Bearer " + token);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
