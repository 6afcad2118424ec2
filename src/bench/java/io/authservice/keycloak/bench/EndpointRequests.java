package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;

/** The requests that are compared. */
final class EndpointRequests {

  /** The client on whose behalf the API logs users in. */
  private static final String CLIENT = "auth-service-api";

  private final URI obtain;
  private final URI me;
  private final URI grant;
  private final URI userInfo;
  private final BenchUsers users;

  EndpointRequests(String baseUrl, String realm, BenchUsers users) {
    String keycloak = baseUrl + "/realms/" + realm + "/protocol/openid-connect";
    obtain = URI.create(baseUrl + "/api/token/");
    me = URI.create(baseUrl + "/auth/me/");
    grant = URI.create(keycloak + "/token");
    userInfo = URI.create(keycloak + "/userinfo");
    this.users = users;
  }

  HttpRequest obtain(int user) {
    String body =
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(users.name(user), users.password());
    return HttpRequest.newBuilder(obtain)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  HttpRequest grant(int user) {
    return grant(user, "");
  }

  private HttpRequest grant(int user, String more) {
    String form =
        "grant_type=password&client_id=%s&username=%s&password=%s%s"
            .formatted(CLIENT, users.name(user), users.password(), more);
    return HttpRequest.newBuilder(grant)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  HttpRequest me(String accessToken) {
    return bearer(me, accessToken);
  }

  HttpRequest userInfo(String accessToken) {
    return bearer(userInfo, accessToken);
  }

  private static HttpRequest bearer(URI address, String accessToken) {
    return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken).build();
  }

  /** A token of each user, with the scope that userinfo asks for. */
  List<String> accessTokens() {
    HttpClient http = HttpClient.newHttpClient();
    ObjectMapper json = new ObjectMapper();
    return IntStream.range(0, users.count())
        .mapToObj(
            user -> {
              try {
                HttpResponse<String> response =
                    http.send(grant(user, "&scope=openid"), BodyHandlers.ofString());
                return json.readTree(response.body()).get("access_token").textValue();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }
}
