package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.Jwt;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a JWT lacks what the recorded one has; more claims are no difference. */
final class TokenComparison {

  /** To how many seconds times are compared. */
  private static final long EXACTNESS = 10;

  private final Came came;

  TokenComparison(Came came) {
    this.came = came;
  }

  /**
   * @param tokens by the members of the body they are: header and claims, the seconds that are left
   *     of the token, and its lifetime where it is the same each time
   * @return one sentence for each difference
   */
  List<String> of(Map<String, JsonNode> tokens) {
    List<String> found = new ArrayList<>();
    tokens.forEach((member, recorded) -> found.addAll(differences(member, recorded)));
    return found;
  }

  private List<String> differences(String member, JsonNode recorded) {
    Optional<Jwt> token =
        came.member(member).filter(text -> text.matches("[^.]+\\.[^.]+\\.[^.]*")).map(Jwt::of);
    if (token.isEmpty()) {
      return List.of(member + ": recorded a JWT, came " + came.member(member).orElse("none"));
    }
    JsonNode claims = token.get().claims();
    List<String> found = new ArrayList<>();
    found.addAll(having(member + " header", recorded.path("header"), token.get().header()));
    found.addAll(having(member + " claims", recorded.path("claims"), claims));
    long expiry = claims.path("exp").asLong();
    found.addAll(time(member, "left", recorded, expiry - now()));
    found.addAll(time(member, "lifetime", recorded, expiry - claims.path("iat").asLong()));
    return found;
  }

  private static List<String> having(String where, JsonNode recorded, JsonNode came) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : recorded.properties()) {
      String name = where + "." + part.getKey();
      if (came.has(part.getKey())) {
        found.addAll(JsonComparison.of(name, part.getValue(), came.get(part.getKey())));
      } else {
        found.add(name + ": recorded and missing");
      }
    }
    return found;
  }

  private static List<String> time(String member, String name, JsonNode recorded, long seconds) {
    JsonNode expected = recorded.path(name);
    return expected.isMissingNode() || Math.abs(expected.asLong() - seconds) < EXACTNESS
        ? List.of()
        : List.of("%s %s: recorded %s seconds, came %d".formatted(member, name, expected, seconds));
  }

  private long now() {
    return came.header("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .orElseGet(Instant::now)
        .getEpochSecond();
  }
}
