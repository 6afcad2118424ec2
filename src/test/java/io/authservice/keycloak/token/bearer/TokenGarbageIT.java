package io.authservice.keycloak.token.bearer;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no token, wherever a token is taken: refused as one that is not valid. */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenGarbageIT {

  private static final String CLIENT = "garbage";
  private static final int HUGE = 300_000;

  /** As much as fits into a header. */
  private static final int LARGE = 4_000;

  private final TestServer server;
  private final Api api;
  private final RealmClients clients;
  private User user;

  TokenGarbageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    clients = new RealmClients(server);
  }

  @BeforeAll
  void makeUser() {
    user = api.user();
    clients.make(CLIENT, true, "directAccessGrantsEnabled");
  }

  @AfterAll
  void removeClient() {
    clients.close();
  }

  /** Every place that takes a token, by what it is called with. */
  private Map<String, Function<String, Response>> doors() {
    Map<String, Function<String, Response>> doors = new LinkedHashMap<>();
    doors.put("me", token -> bearer(token).get("/auth/me/"));
    doors.put("bearer in small letters", token -> small(token).get("/auth/me/"));
    doors.put("users", token -> bearer(token).get("/api/users/"));
    doors.put("registration", token -> json(bearer(token), Map.of()).post("/api/users/"));
    doors.put(
        "below the realm",
        token -> bearer(token).get("/realms/" + server.realm() + "/auth-service/api/users/"));
    doors.put(
        "administrators",
        token -> bearer(token).get("/admin/realms/" + server.realm() + "/auth-service/users"));
    doors.put(
        "Admin API", token -> bearer(token).get("/admin/realms/" + server.realm() + "/users"));
    doors.put("verify", token -> json(Map.of("token", token)).post("/api/token/verify/"));
    doors.put("refresh", token -> json(Map.of("refresh", token)).post("/api/token/refresh/"));
    doors.put("blacklist", token -> json(Map.of("refresh", token)).post("/api/token/blacklist/"));
    doors.put("userinfo", token -> bearer(token).get("/o/userinfo/"));
    doors.put("userinfo by DPoP", token -> dpop(token).get("/o/userinfo/"));
    doors.put("userinfo form", token -> form("access_token", token).post("/o/userinfo/"));
    doors.put("introspect as bearer", token -> asBearer(token).post("/o/introspect/"));
    doors.put("introspect", token -> asClient(Map.of("token", token)).post("/o/introspect/"));
    doors.put("revoke", token -> asClient(Map.of("token", token)).post("/o/revoke_token/"));
    doors.put(
        "grant",
        token ->
            asClient(Map.of("grant_type", "refresh_token", "refresh_token", token))
                .post("/o/token/"));
    doors.put(
        "code",
        token ->
            asClient(Map.of("grant_type", "authorization_code", "code", token)).post("/o/token/"));
    for (String path : List.of("token", "revoke_token", "introspect", "device-authorization")) {
      doors.put("assertion at " + path, token -> asserting(token).post("/o/" + path + "/"));
    }
    doors.put(
        "logout",
        token ->
            api.anonymous()
                .config(api.config())
                .queryParam("id_token_hint", token)
                .get("/o/logout/"));
    return doors;
  }

  private RequestSpecification bearer(String token) {
    return api.anonymous().header("Authorization", "Bearer " + token);
  }

  private RequestSpecification small(String token) {
    return api.anonymous().header("Authorization", "bearer " + token);
  }

  private RequestSpecification dpop(String token) {
    return api.anonymous().header("Authorization", "DPoP " + token);
  }

  private RequestSpecification asBearer(String token) {
    return bearer(token).contentType(ContentType.URLENC).formParam("token", user.access());
  }

  private RequestSpecification form(String name, String value) {
    return given().baseUri(server.baseUrl()).contentType(ContentType.URLENC).formParam(name, value);
  }

  private RequestSpecification json(Map<String, Object> body) {
    return json(api.anonymous(), body);
  }

  private static RequestSpecification json(RequestSpecification request, Map<String, Object> body) {
    return request.contentType(ContentType.JSON).body(body);
  }

  private RequestSpecification asClient(Map<String, String> form) {
    return given()
        .baseUri(server.baseUrl())
        .auth()
        .preemptive()
        .basic(CLIENT, RealmClients.SECRET)
        .contentType(ContentType.URLENC)
        .formParams(form);
  }

  private RequestSpecification asserting(String token) {
    return form("client_assertion", token)
        .formParam(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .formParam("grant_type", "client_credentials")
        .formParam("token", user.access());
  }

  static Stream<String> garbage() {
    List<String> parts = new ArrayList<>();
    for (String json :
        List.of(
            "null",
            "true",
            "1",
            "-1e999",
            "\"text\"",
            "[]",
            "[[1]]",
            "{}",
            "",
            "{",
            "nul",
            "NaN")) {
      parts.add(encoded(json));
    }
    parts.add(encoded("{\"alg\":null}"));
    parts.add(encoded("{\"alg\":7}"));
    parts.add(encoded("{\"alg\":[]}"));
    parts.add(encoded("{\"alg\":\"none\"}"));
    parts.add(encoded("{\"alg\":\"RS256\"}"));
    parts.add(encoded("{\"alg\":\"HS512\"}"));
    parts.add(encoded("{\"alg\":\"ES256\",\"kid\":null}"));
    parts.add(encoded("{\"alg\":\"EdDSA\",\"kid\":\"\"}"));
    parts.add(encoded("{\"alg\":\"RS256\",\"kid\":{}}"));
    parts.add(encoded("{\"alg\":\"RS256\",\"jwk\":[]}"));
    parts.add(encoded("{\"alg\":\"RS256\",\"crit\":7}"));
    parts.add(encoded("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(LARGE) + "\"}"));
    parts.add(encoded("[".repeat(LARGE)));
    parts.add(encoded("{\"a\":".repeat(500)));
    parts.add(encoded("\u0000"));
    parts.add(encoded(new String(new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'}, ISO_8859_1)));
    parts.add(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}));
    Stream<String> headers =
        parts.stream()
            .flatMap(
                header ->
                    Stream.of(encoded("{}"), encoded("null"), encoded("{\"iss\":{},\"exp\":\"x\"}"))
                        .map(claims -> header + "." + claims + ".AA"));
    Stream<String> claims =
        parts.stream()
            .map(part -> encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part + ".");
    Stream<String> shapes =
        Stream.of(
            "bnVsbA.e30.AA",
            "bnVsbA.bnVsbA.bnVsbA",
            "bnVsbA",
            "bnVsbA.e30",
            ".",
            "..",
            "...",
            "....",
            ".e30.",
            "e30..",
            "e30.e30.e30.e30.e30",
            "%00",
            "a.b.c",
            "=.=.=",
            "\u00e9.\u00e9.\u00e9");
    return Stream.of(headers, claims, shapes).flatMap(Function.identity());
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatIsNoTokenIsRefusedEverywhere(String garbage) {
    doors()
        .forEach(
            (door, call) -> {
              Response answer = call.apply(garbage);
              assertThat(answer.statusCode())
                  .as("%s: %s %s", door, garbage, answer.asString())
                  .isIn(expected(door));
            });
  }

  private static List<Integer> expected(String door) {
    return switch (door) {
      case "introspect", "revoke" -> List.of(200);
      case "introspect as bearer" -> List.of(403);
      case "assertion at introspect" -> List.of(403);
      case "grant", "code" -> List.of(400);
      case "logout" -> List.of(302, 400);
      default -> List.of(401);
    };
  }

  @ParameterizedTest
  @MethodSource("huge")
  void whatIsHugeIsRefusedInTheBody(String garbage) {
    for (String door :
        List.of(
            "verify", "refresh", "blacklist", "introspect", "revoke", "grant", "userinfo form")) {
      Response answer = doors().get(door).apply(garbage);
      assertThat(answer.statusCode()).as("%s: %s", door, answer.asString()).isIn(expected(door));
    }
  }

  static Stream<String> huge() {
    return Stream.of(
        "A".repeat(HUGE),
        ".".repeat(HUGE),
        encoded("[".repeat(HUGE)) + ".e30.AA",
        encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"a\":".repeat(HUGE / 5)) + ".AA",
        encoded("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(HUGE) + "\"}") + ".e30.AA");
  }

  /** The header of a genuine token, so that all that is looked at is what follows it. */
  @ParameterizedTest
  @MethodSource("garbage")
  void aGenuineHeaderDoesNotHelp(String garbage) {
    api.as(user).get("/auth/me/").then().statusCode(200);
    String[] parts = garbage.split("\\.", -1);
    String token = user.access().substring(0, user.access().indexOf('.')) + "." + parts[0] + ".AA";

    assertThat(bearer(token).get("/auth/me/").statusCode()).isEqualTo(401);
    assertThat(json(Map.of("token", token)).post("/api/token/verify/").statusCode()).isEqualTo(401);
  }
}
