package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Starts imports as an administrator of the master realm, and waits for them. */
final class ImportClient {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;
  private String token = "";
  private Instant obtained = Instant.MIN;

  ImportClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** The report of an import that has ended, however it did. */
  JsonNode run(String query) {
    String path = "/admin/realms/" + TestSettings.REALM + "/auth-service/import";
    JsonNode report = sent(authorized(path + query).POST(BodyPublishers.noBody()), 202);
    String id = report.get("id").textValue();
    while (report.get("state").textValue().equals("running")) {
      pause();
      report = sent(authorized(path + "/" + id), 200);
    }
    return report;
  }

  private HttpRequest.Builder authorized(String path) {
    if (obtained.isBefore(Instant.now().minusSeconds(30))) {
      token = newToken();
      obtained = Instant.now();
    }
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Authorization", "Bearer " + token);
  }

  /** It lives for a minute. An import may take longer. */
  private String newToken() {
    String form =
        "grant_type=password&client_id=admin-cli&username="
            + TestSettings.MASTER_ADMIN_NAME
            + "&password="
            + TestSettings.MASTER_ADMIN_PASSWORD;
    return sent(
            HttpRequest.newBuilder(
                    URI.create(baseUrl + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)),
            200)
        .get("access_token")
        .textValue();
  }

  private JsonNode sent(HttpRequest.Builder request, int wanted) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != wanted) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
