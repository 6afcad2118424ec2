package io.authservice.keycloak.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The requests that are compared. */
final class EndpointRequests {

  /** The client on whose behalf the API logs users in. */
  private static final String CLIENT = "auth-service-api";

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI obtain;
  private final URI me;
  private final URI grant;
  private final URI userInfo;
  private final URI realm;
  private final BenchUsers users;

  EndpointRequests(String baseUrl, String realm, BenchUsers users) {
    String keycloak = baseUrl + "/realms/" + realm + "/protocol/openid-connect";
    obtain = URI.create(baseUrl + "/api/token/");
    me = URI.create(baseUrl + "/auth/me/");
    grant = URI.create(keycloak + "/token");
    userInfo = URI.create(keycloak + "/userinfo");
    this.realm = URI.create(baseUrl + "/realms/" + realm);
    this.users = users;
  }

  Request obtain(int user) {
    return Request.post(obtain, JSON, credentials(user));
  }

  /** The same, for who sends one at a time. */
  HttpRequest.Builder login(int user) {
    return HttpRequest.newBuilder(obtain)
        .header("Content-Type", JSON)
        .POST(BodyPublishers.ofString(credentials(user)));
  }

  private String credentials(int user) {
    return "{\"username\": \"%s\", \"password\": \"%s\"}"
        .formatted(users.name(user), users.password());
  }

  Request grant(int user) {
    return Request.post(grant, FORM, form(user));
  }

  private String form(int user) {
    return "grant_type=password&client_id=%s&username=%s&password=%s"
        .formatted(CLIENT, users.name(user), users.password());
  }

  Request me(String accessToken) {
    return Request.get(me, bearer(accessToken));
  }

  Request userInfo(String accessToken) {
    return Request.get(userInfo, bearer(accessToken));
  }

  /** The realm's public page: its name, its key, and no one asked who they are. */
  Request realm() {
    return Request.get(realm, Map.of());
  }

  private static Map<String, String> bearer(String accessToken) {
    return Map.of("Authorization", "Bearer " + accessToken);
  }

  /** A token of each user, with the scope that userinfo asks for. */
  List<String> accessTokens() {
    JsonClient http = new JsonClient();
    return IntStream.range(0, users.count())
        .mapToObj(
            user ->
                http.send(
                        HttpRequest.newBuilder(grant)
                            .header("Content-Type", FORM)
                            .POST(BodyPublishers.ofString(form(user) + "&scope=openid")),
                        200)
                    .get("access_token")
                    .textValue())
        .toList();
  }
}
