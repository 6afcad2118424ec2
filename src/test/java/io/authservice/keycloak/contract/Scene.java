package io.authservice.keycloak.contract;

import io.authservice.keycloak.testing.Api;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who and what the placeholders of one case stand for. */
final class Scene {

  /** Users of the case's own. */
  private static final Set<String> OWN = Set.of("u", "v");

  /** Stands for what should have come and did not. */
  private static final String NOT_GIVEN = "not-given";

  private final Map<String, String> values = new HashMap<>();

  /**
   * Makes whom the case needs.
   *
   * @param number tells the names of this case from those of others
   */
  Scene(Cast cast, RecordedCase recorded, int number) {
    values.put("run", cast.run());
    values.put("digits", cast.digits());
    values.put("new", cast.run() + "-" + number);
    values.put("password", Api.PASSWORD);
    values.put("redirect", OAuthClient.REDIRECT);
    values.put("code", NOT_GIVEN);
    Cast.ALWAYS.forEach(name -> enter(name, cast.member(name)));
    for (String name : recorded.needs()) {
      enter(
          name,
          OWN.contains(name) ? cast.user(cast.run() + "-" + number + name) : cast.member(name));
    }
  }

  private void enter(String name, Map<String, String> member) {
    member.forEach((attribute, value) -> values.put(name + "." + attribute, value));
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Of who is there. */
  String value(String name, String attribute) {
    return value(name + "." + attribute)
        .orElseThrow(() -> new IllegalArgumentException("nobody here is called " + name));
  }

  void keep(String name, Optional<String> value) {
    values.put(name, value.orElse(NOT_GIVEN));
  }

  Placeholders placeholders() {
    return new Placeholders(this::value);
  }
}
