package io.authservice.keycloak.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Request targets that begin like the API's paths and aim at something else of the server. */
public final class PathTricks {

  private static final List<String> BELOW =
      List.of(
          "/api",
          "/api/users",
          "/api/users/1",
          "/auth/me",
          "/o",
          "/o/token",
          "/o/applications/7",
          "/realms/{realm}/auth-service",
          "/realms/{realm}/auth-service/api/users",
          "/realms/{realm}/auth-service/o/token");

  /** Ways to write "one level up", for whoever reads them so. */
  private static final List<String> UP =
      List.of(
          "/..",
          "/%2e%2e",
          "/.%2E",
          "/%252e%252e",
          "/%25252e%25252e",
          "%2f..",
          "%2F%2E%2E",
          "%252f..",
          "/..%2f..",
          "/..;",
          "/..;a=b",
          "/;/..",
          "\\..",
          "%5c..",
          "/..%5c",
          "/..\\",
          "/%c0%ae%c0%ae",
          "/%e0%80%ae%e0%80%ae",
          "/%f0%80%80%ae%f0%80%80%ae",
          "/%ff%fe..",
          "/..%00",
          "/%00/..",
          "/./..",
          "//..",
          "/x//..",
          "/..%20",
          "/..%09",
          "/..?",
          "/\u00a0..",
          "/%uff0e%uff0e");

  private static final List<String> AIMS =
      List.of(
          "/admin/",
          "/admin/master/console/",
          "/realms/master",
          "/realms/{realm}/account/",
          "/metrics",
          "/health",
          "/realms/master/protocol/openid-connect/certs");

  private PathTricks() {}

  /** The ways up, each once. */
  static Stream<String> waysUp() {
    return UP.stream();
  }

  /**
   * Targets with one way up, as often as it takes from each of the API's paths. Each path takes
   * another aim, and with the next way up another one.
   */
  public static Stream<String> targets(String up, String realm) {
    int first = UP.indexOf(up);
    return IntStream.range(0, BELOW.size())
        .mapToObj(i -> BELOW.get(i) + ups(up, BELOW.get(i)) + AIMS.get((first + i) % AIMS.size()))
        .map(target -> target.replace("{realm}", realm));
  }

  private static String ups(String up, String below) {
    return up.repeat((int) Arrays.stream(below.split("/", -1)).skip(1).count());
  }
}
