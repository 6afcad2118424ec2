package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests for users and pages of them, ready to be sent. Each holds a token of a few minutes. */
final class UserRequests {

  static final int PAGE = 100;

  private static final Pattern AFTER = Pattern.compile("[?&]after=([^&]+)");

  private final String baseUrl;
  private final AccessTokens tokens;

  UserRequests(String baseUrl) {
    this.baseUrl = baseUrl;
    tokens = new AccessTokens(baseUrl);
  }

  /** Our single reads. */
  IntFunction<Request> ours(List<String> ids) {
    String token = tokens.superuser();
    return user -> get("/api/users/" + ids.get(user) + "/", token);
  }

  /** The Admin API's single reads. */
  IntFunction<Request> admin(String realm, List<String> ids) {
    String token = tokens.administrator();
    return user -> get("/admin/realms/" + realm + "/users/" + ids.get(user), token);
  }

  /**
   * One of our pages.
   *
   * @param query such as {@code offset=200}
   */
  IntFunction<Request> ourPage(String query) {
    Request page = get("/api/users/?limit=" + PAGE + "&" + query, tokens.superuser());
    return any -> page;
  }

  /** Our list of everybody. */
  IntFunction<Request> ourList() {
    Request list = get("/api/users/", tokens.superuser());
    return any -> list;
  }

  /** Where the page at this offset ends, as its link to the next one has it. */
  String endOfPage(int offset) {
    URI address = URI.create(baseUrl + "/api/users/?limit=" + PAGE + "&offset=" + offset);
    JsonNode page =
        new JsonClient()
            .send(
                HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + tokens.superuser()),
                200);
    Matcher after = AFTER.matcher(page.get("next").textValue());
    if (!after.find()) {
      throw new IllegalStateException("no link to a next page: " + page.get("next"));
    }
    return after.group(1);
  }

  /**
   * One of the Admin API's pages.
   *
   * @param brief whether attributes and the like are left out
   */
  IntFunction<Request> adminPage(String realm, int first, boolean brief) {
    Request page =
        get(
            "/admin/realms/%s/users?first=%d&max=%d&briefRepresentation=%s"
                .formatted(realm, first, PAGE, brief),
            tokens.administrator());
    return any -> page;
  }

  /** Ids as Keycloak knows our users by. */
  static List<String> federated(String storageId, List<String> ids) {
    return ids.stream().map(id -> "f:" + storageId + ":" + id).toList();
  }

  static String ourRealm() {
    return TestSettings.REALM;
  }

  private Request get(String path, String token) {
    return Request.get(URI.create(baseUrl + path), bearer(token));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
