package io.authservice.keycloak.migration.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.JsonLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clients made of libraries of others, each under a label, and one address for all of them. */
final class WalkClients implements AutoCloseable {

  static final String REDIRECT = "https://client.example/callback";

  private final JsonLines program;

  /** Who each of them is; null of those that are nobody. */
  private final Map<String, JsonNode> people = new HashMap<>();

  WalkClients(String python) {
    program = JsonLines.start(python, List.of("walks/clients.py"), Map.of());
  }

  /** As whoever moves the service's name to another server does. */
  void goTo(String address) {
    program.call("go_to", address);
  }

  /** A client of SimpleJWT's. */
  void tokens(String label, Map<String, ?> credentials) {
    logIn(label, "SimpleJwt", credentials);
  }

  /** A client with a key of Django REST framework. */
  void key(String label, Map<String, ?> credentials) {
    logIn(label, "Key", credentials);
  }

  /** An application where a person has logged in by a browser. */
  void application(String label, String clientId, String username, String password) {
    logIn(
        label,
        "OAuth",
        Map.of(
            "client_id", clientId,
            "secret", WalkStage.SECRET,
            "redirect", REDIRECT,
            "username", username,
            "password", password));
  }

  /** An application that acts for itself. */
  void worker(String label, String clientId) {
    logIn(label, "Worker", Map.of("client_id", clientId, "secret", WalkStage.SECRET));
  }

  private void logIn(String label, String kind, Map<String, ?> settings) {
    program.call("log_in", label, kind, settings);
    JsonNode answer = program.call("call", label);
    assertThat(answer.get("status").intValue()).as("%s: %s", label, answer).isEqualTo(200);
    people.put(label, answer.at("/body/id"));
  }

  /** They are served as the same people as before, by what they hold. */
  void areServed(String... labels) {
    for (String label : labels) {
      JsonNode answer = served(label);
      assertThat(answer.get("refusal").isNull()).as("%s at once: %s", label, answer).isTrue();
    }
  }

  /** The same, once they have exchanged their refresh tokens. */
  void areServedOnceRenewed(String... labels) {
    for (String label : labels) {
      assertThat(renewal(label)).as("%s's exchange", label).isEqualTo(200);
      areServed(label);
    }
  }

  /** The same, by a token that was refused first. */
  void areServedAfterARefusal(String... labels) {
    for (String label : labels) {
      assertThat(served(label).get("refusal").isNull()).as("%s renewed its token", label).isFalse();
    }
  }

  private JsonNode served(String label) {
    JsonNode answer = program.call("call", label);
    assertThat(answer.get("status").intValue()).as("%s: %s", label, answer).isEqualTo(200);
    assertThat(answer.at("/body/id")).as("who %s is", label).isEqualTo(people.get(label));
    assertThat(answer.at("/body/active").asBoolean(true)).as("%s's token", label).isTrue();
    return answer;
  }

  /** They have to log in. */
  void areRefused(String... labels) {
    for (String label : labels) {
      JsonNode answer = program.call("call", label);
      assertThat(answer.get("status").intValue()).as("%s: %s", label, answer).isEqualTo(401);
    }
  }

  /** The status of an exchange for another access token. */
  int renewal(String label) {
    return program.call("renew", label).intValue();
  }

  void logOut(String label) {
    assertThat(program.call("log_out", label).intValue()).as(label).isEqualTo(200);
  }

  JsonNode person(String label) {
    return people.get(label);
  }

  /** See the program. */
  JsonNode call(String function, Object... arguments) {
    return program.call(function, arguments);
  }

  @Override
  public void close() {
    program.close();
  }
}
