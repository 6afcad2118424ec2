package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** The requests of a day, to one node or another. */
final class DayRequests {

  private static final int MIXED = 20_000;
  private static final int PAGES = 50;

  private final List<String> ids;
  private final List<JsonNode> tokens;
  private final List<String> ownIds;
  private final BenchUsers users;
  private final int rows;
  private final String superuser;

  /**
   * Logs the users in.
   *
   * @param rows how many users there are
   */
  DayRequests(String baseUrl, BenchDatabase database, BenchUsers users, int rows) {
    this.users = users;
    this.rows = rows;
    ids = database.users().ids(MIXED);
    ownIds =
        database
            .users()
            .texts("select id from users_user where username like 'bench%' order by id");
    superuser = new AccessTokens(baseUrl).superuser();
    EndpointRequests logins = new EndpointRequests(baseUrl, TestSettings.REALM, users);
    JsonClient http = new JsonClient();
    tokens = new ArrayList<>();
    for (int user = 0; user < users.count(); user++) {
      tokens.add(http.send(logins.login(user), 200));
    }
  }

  int count() {
    return MIXED;
  }

  /** Those of one kind. */
  IntFunction<Request> of(DayCall call, String baseUrl) {
    return number -> request(call, baseUrl, number);
  }

  /** All kinds, each by its share, in an order that is the same each time. */
  IntFunction<Request> mixed(String baseUrl) {
    DayCall[] calls = new DayCall[MIXED];
    int filled = 0;
    for (DayCall call : DayCall.values()) {
      int end = Math.min(MIXED, filled + (int) Math.round(call.share() * MIXED));
      Arrays.fill(calls, filled, end, call);
      filled = end;
    }
    Arrays.fill(calls, filled, MIXED, DayCall.ME);
    Collections.shuffle(Arrays.asList(calls), new Random(MIXED));
    return number -> request(calls[number], baseUrl, number);
  }

  private Request request(DayCall call, String baseUrl, int number) {
    int user = number % users.count();
    return switch (call) {
      case ME -> Request.get(at(baseUrl, "/auth/me/"), bearer(access(user)));
      case READ ->
          Request.get(
              at(baseUrl, "/api/users/" + ids.get(number % ids.size()) + "/"), bearer(superuser));
      case REFRESH ->
          json(
              "POST",
              at(baseUrl, "/api/token/refresh/"),
              Map.of(),
              "{\"refresh\": \"" + tokens.get(user).get("refresh").textValue() + "\"}");
      case LOGIN ->
          json(
              "POST",
              at(baseUrl, "/api/token/"),
              Map.of(),
              "{\"username\": \"%s\", \"password\": \"%s\"}"
                  .formatted(users.name(user), users.password()));
      case WRITE ->
          json(
              "PATCH",
              at(baseUrl, "/api/users/" + ownIds.get(user) + "/"),
              bearer(access(user)),
              "{\"first_name\": \"Ada " + number + "\"}");
      case PAGE ->
          Request.get(
              at(
                  baseUrl,
                  "/api/users/?limit=100&offset="
                      + (long) (number % PAGES) * Math.min(rows, 10_000) / PAGES),
              bearer(superuser));
    };
  }

  private static Request json(
      String method, URI address, Map<String, String> headers, String body) {
    return Request.send(method, address, "application/json", headers, body);
  }

  private String access(int user) {
    return tokens.get(user).get("access").textValue();
  }

  private static URI at(String baseUrl, String path) {
    return URI.create(baseUrl + path);
  }

  private static Map<String, String> bearer(String accessToken) {
    return Map.of("Authorization", "Bearer " + accessToken);
  }
}
