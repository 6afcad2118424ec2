package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Thousands of requests nobody would write by hand: whatever is sent, the answer is quick, in the
 * API's format and no server error, and no user is half written.
 */
@Tag("contract")
@Isolated("it measures time")
@WithTestServer
class FuzzIT {
  private static final long SEED = 20261123;
  private static final int REQUESTS = 2400;
  private static final long SLOWEST_MILLIS = 2000;

  private final Random random = new Random(SEED);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Api api;
  private final String baseUrl;

  FuzzIT(TestServer server) {
    api = new Api(server);
    baseUrl = server.baseUrl();
  }

  @Test
  void whateverIsSentTheAnswerIsTheApis() throws Exception {
    FuzzedRequests requests =
        new FuzzedRequests(
            random, api.user(), api.user(), api.superuser(), api.disabled(), Api.newName());
    List<String> faults = new ArrayList<>();
    Set<Integer> statuses = new HashSet<>();
    for (int i = 0; i < REQUESTS; i++) {
      FuzzedRequests.Sent sent = requests.next();
      long began = System.nanoTime();
      HttpResponse<byte[]> answer = send(sent);
      long millis = (System.nanoTime() - began) / 1_000_000;
      statuses.add(answer.statusCode());
      fault(answer, millis).ifPresent(fault -> faults.add(fault + " to " + sent));
    }

    assertThat(faults).isEmpty();
    // A fuzzer whose every request is refused at the door has tested the door.
    assertThat(statuses).contains(200, 201, 400, 401, 404, 405, 406, 415);
    assertThat(halfWritten(requests)).isEmpty();
  }

  private HttpResponse<byte[]> send(FuzzedRequests.Sent sent) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + sent.target()))
            .timeout(Duration.ofSeconds(30))
            .method(
                sent.method(),
                sent.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(sent.body()));
    sent.headers().forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Optional<String> fault(HttpResponse<byte[]> answer, long millis) {
    if (answer.statusCode() >= 500) {
      return Optional.of("status " + answer.statusCode());
    }
    if (millis > SLOWEST_MILLIS) {
      return Optional.of("an answer after " + millis + " ms");
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean refused = answer.statusCode() >= 400 && answer.body().length > 0;
    boolean html = type.startsWith("text/html") && asksForHtml(answer.request());
    if (refused && !html && !isJsonRefusal(type, answer.body())) {
      return Optional.of("a refusal of type '" + type + "': " + text(answer.body()));
    }
    return Optional.empty();
  }

  private static boolean asksForHtml(HttpRequest request) {
    return request.headers().firstValue("Accept").filter(a -> a.contains("text")).isPresent()
        || request.uri().toString().contains("format=api");
  }

  private static boolean isJsonRefusal(String type, byte[] body) {
    String text = text(body);
    return type.startsWith("application/json")
        && text.startsWith("{\"")
        && !text.contains("unknown_error")
        && !text.contains("Exception");
  }

  private static String text(byte[] body) {
    return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
  }

  /**
   * Every user registered here must be able to log in, that is, have its password and its e-mail.
   */
  private List<String> halfWritten(FuzzedRequests requests) {
    List<String> halves = new ArrayList<>();
    List<Map<String, Object>> users = api.asSuperuser().get("/api/users/").jsonPath().getList("$");
    for (Map<String, Object> user : users) {
      String username = user.get("username").toString();
      boolean registered = !requests.knows(((Number) user.get("id")).longValue());
      if (registered
          && username.startsWith(requests.prefix())
          && api.obtain(username, FuzzedRequests.PASSWORD).statusCode() != 200) {
        halves.add(username);
      }
    }
    return halves;
  }
}
