package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Requests put together at random from things clients send, things they should not, and noise. The
 * users they register all have one password, and never a second one.
 */
final class FuzzedRequests {
  static final String PASSWORD = "fuzzed-pass-1";

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json; charset=latin-1",
          "application/json; charset=bogus",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=b",
          "multipart/form-data",
          "text/plain",
          "application/xml",
          "application/json, text/html",
          "nonsense",
          "application/",
          ";;;",
          "");
  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "application/json",
          "text/html",
          "application/xml",
          "application/json;q=0",
          "garbage",
          "text/*;q=0.5, application/json; indent=4",
          ",,,",
          "");
  private static final List<String> QUERIES =
      List.of("", "", "", "?format=json", "?format=xml", "?format=api", "?a=b&a=%00", "?%25zz=1x");

  private final Random random;
  private final Api.User self;
  private final Api.User other;
  private final Api.User superuser;
  private final Api.User disabled;
  private final String prefix;
  private int counter;

  FuzzedRequests(
      Random random,
      Api.User self,
      Api.User other,
      Api.User superuser,
      Api.User disabled,
      String prefix) {
    this.random = random;
    this.self = self;
    this.other = other;
    this.superuser = superuser;
    this.disabled = disabled;
    this.prefix = prefix;
  }

  record Sent(String method, String target, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
      return method
          + " "
          + target
          + " "
          + headers.keySet()
          + " "
          + headers.getOrDefault("Content-Type", "-")
          + " "
          + headers.getOrDefault("Accept", "-")
          + " "
          + new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
    }
  }

  String prefix() {
    return prefix;
  }

  /** Whether an account was there before; it may be renamed on the way, its password kept. */
  boolean knows(long id) {
    return id == self.id() || id == other.id() || id == superuser.id() || id == disabled.id();
  }

  Sent next() {
    counter++;
    String path = path();
    String method = method(path);
    Map<String, String> headers = new LinkedHashMap<>();
    String authorization = authorization();
    if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    if (random.nextInt(4) == 0) {
      headers.put("Accept", pick(ACCEPTS));
    }
    if (random.nextInt(8) == 0) {
      headers.put("Origin", pick(List.of("http://localhost:3000", "null", "http://[::1", "x")));
    }
    byte[] body = new byte[0];
    boolean carriesBody =
        !List.of("GET", "HEAD", "TRACE").contains(method) || random.nextInt(10) == 0;
    if (carriesBody && random.nextInt(12) != 0) {
      headers.put("Content-Type", random.nextInt(3) == 0 ? pick(TYPES) : TYPES.get(0));
      body = body(headers.get("Content-Type"));
    }
    return new Sent(method, path + pick(QUERIES), headers, body);
  }

  /** Nobody is deleted whose tokens later requests are to carry. */
  private String method(String path) {
    String method = random.nextInt(3) == 0 ? pick(METHODS) : pick(METHODS.subList(0, 5));
    boolean known = path.contains("/" + self.id()) || path.contains("/" + other.id());
    return known && method.equals("DELETE") ? "PATCH" : method;
  }

  private String path() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> "/api/users/";
      case 3 -> "/api/users/" + self.id() + "/";
      case 4 -> "/api/users/" + other.id() + "/";
      case 5 -> "/api/users/" + (random.nextBoolean() ? 0 : random.nextInt(1 << 20)) + "/";
      case 6 -> "/auth/me/";
      case 7 -> "/api/auth/me/";
      case 8 -> "/api/token/";
      case 9 -> "/api/token/refresh/";
      case 10 -> pick(List.of("/api/users", "/api/token", "/auth/me", "/api/users/" + self.id()));
      case 11 -> "/realms/auth-service/auth-service/api/users/";
      default -> "/api/" + encoded(noise(1 + random.nextInt(12))) + "/";
    };
  }

  private String authorization() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "Bearer " + self.access();
      case 3, 4 -> "Bearer " + superuser.access();
      case 5 -> "Bearer " + disabled.access();
      case 6 -> "Bearer " + self.refresh();
      case 7 ->
          pick(
              List.of(
                  "Bearer",
                  "Bearer x y",
                  "bearer " + self.access(),
                  "Basic eDp5",
                  "Bearer ..",
                  "x"));
      default -> "";
    };
  }

  private byte[] body(String type) {
    if (type.startsWith("application/x-www-form")) {
      return ("username="
              + name()
              + "&password="
              + PASSWORD
              + "&email=a%40b.org&"
              + encoded(noise(9))
              + "=%")
          .getBytes(StandardCharsets.UTF_8);
    }
    if (type.startsWith("multipart")) {
      return ("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n"
              + name()
              + "\r\n--b--")
          .getBytes(StandardCharsets.UTF_8);
    }
    return switch (random.nextInt(9)) {
      case 0 -> noise(random.nextInt(60));
      case 1 -> "[".repeat(1 + random.nextInt(3000)).getBytes(StandardCharsets.UTF_8);
      case 2 ->
          pick(List.of("", "null", "[]", "\"x\"", "1", "true", "{", "{}", "{\"a\"}"))
              .getBytes(StandardCharsets.UTF_8);
      case 3 ->
          ("{\"refresh\":\"" + (random.nextBoolean() ? self.refresh() : "x") + "\"}")
              .getBytes(StandardCharsets.UTF_8);
      case 4 ->
          ("{\"username\":\"" + name() + "\",\"password\":\"" + PASSWORD + "\"}")
              .getBytes(StandardCharsets.UTF_8);
      default -> user();
    };
  }

  /** A registration or an update, complete or with some of its values spoilt. */
  private byte[] user() {
    StringBuilder json = new StringBuilder("{\"username\":\"" + name() + "\"");
    json.append(",\"password\":\"").append(PASSWORD).append('"');
    json.append(",\"email\":").append(value("\"a@example.com\""));
    json.append(",\"first_name\":").append(value("\"First\""));
    json.append(",\"last_name\":").append(value("\"Last\""));
    if (random.nextInt(5) == 0) {
      json.append(",\"is_staff\":").append(value("false"));
    }
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private String value(String sound) {
    return switch (random.nextInt(14)) {
      case 0 -> "null";
      case 1 -> "\"\\u0000\"";
      case 2 -> "\"\\ud800\"";
      case 3 -> "{\"a\":[1]}";
      case 4 -> "1e400";
      case 5 -> "\"" + "x".repeat(random.nextInt(400)) + "\"";
      case 6 -> "\"\u202e\ud83d\ude00\u0301'; drop table users_user; --\"";
      default -> sound;
    };
  }

  private String name() {
    return prefix + counter;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static String encoded(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(String.format("%%%02X", b & 0xff));
    }
    return text.toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
