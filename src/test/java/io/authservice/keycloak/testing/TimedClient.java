package io.authservice.keycloak.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests and keeps the time. */
public final class TimedClient {

  /** Longer than any answer may take: what takes longer hangs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;

  public TimedClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * An answer and how long it took to arrive as a whole.
   *
   * @param status 0 if none came in time
   */
  public record Answer(int status, String contentType, String body, Duration time) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + body, e);
      }
    }
  }

  /** A pair of tokens from {@code /api/token/}. */
  public record Tokens(String access, String refresh) {}

  public Tokens login(String username, String password) {
    Answer answer =
        send("POST", "/api/token/", "", Map.of("username", username, "password", password));
    if (answer.status() != 200) {
      throw new IllegalStateException("no tokens: " + answer);
    }
    return new Tokens(
        answer.json().get("access").textValue(), answer.json().get("refresh").textValue());
  }

  public Tokens loginAsSuperuser() {
    return login(TestSettings.SUPERUSER_NAME, TestSettings.SUPERUSER_PASSWORD);
  }

  /** An access token for Keycloak's Admin API. */
  public String masterAdminToken() {
    Answer answer =
        grant(
            "master",
            "admin-cli",
            TestSettings.MASTER_ADMIN_NAME,
            TestSettings.MASTER_ADMIN_PASSWORD);
    if (answer.status() != 200) {
      throw new IllegalStateException("no token: " + answer);
    }
    return answer.json().get("access_token").textValue();
  }

  /** The answer of Keycloak's own token endpoint to a password grant. */
  public Answer grant(String realm, String clientId, String username, String password) {
    return form(
        "/realms/" + realm + "/protocol/openid-connect/token",
        Map.of(
            "grant_type", "password",
            "client_id", clientId,
            "username", username,
            "password", password));
  }

  /**
   * A token for the Admin API, from the realm's own command-line client. Keycloak refuses a login
   * while it has not let go of the one before.
   */
  public String adminToken(String username, String password) {
    return await()
        .until(
            () -> grant(TestSettings.REALM, "admin-cli", username, password),
            answer -> answer.status() == 200)
        .json()
        .get("access_token")
        .textValue();
  }

  /** Makes a user by the API, as the superuser; its id. */
  public long newUser(String name, String password, boolean staff) {
    Answer created =
        send(
            "POST",
            "/api/users/",
            loginAsSuperuser().access(),
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "password",
                password,
                "is_staff",
                staff));
    if (created.status() != 201) {
      throw new AssertionError("no user: " + created);
    }
    return created.json().get("id").longValue();
  }

  /** Sends an URL-encoded form. */
  public Answer form(String path, Map<String, String> fields) {
    return exchange(
        HttpRequest.newBuilder()
            .uri(URI.create(baseUrl + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  /** GET on the Admin API of the tests' realm. */
  public Answer admin(String path, String token) {
    return get("/admin/realms/" + TestSettings.REALM + path, token);
  }

  public Answer get(String path, String token) {
    return send("GET", path, token, Map.of());
  }

  /**
   * Sends JSON, or no body if there are no fields.
   *
   * @param token none if it is empty
   */
  public Answer send(String method, String path, String token, Map<String, ?> fields) {
    HttpRequest.Builder request = HttpRequest.newBuilder().uri(URI.create(baseUrl + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (fields.isEmpty()) {
      return exchange(request.method(method, BodyPublishers.noBody()));
    }
    try {
      return exchange(
          request
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(JSON.writeValueAsString(fields))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a body as it is; {@code token} may be empty. */
  public Answer upload(String path, String token, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .uri(URI.create(baseUrl + path))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return exchange(request.POST(BodyPublishers.ofByteArray(body)));
  }

  private Answer exchange(HttpRequest.Builder request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> response =
          http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body(),
          Duration.ofNanos(System.nanoTime() - start));
    } catch (HttpTimeoutException e) {
      return new Answer(0, "", "", TIMEOUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
