package io.authservice.keycloak.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;

/** Libraries whose calls the API answers beside its own, where an operator wants it. */
public enum ClientCalls {
  DJ_REST_AUTH("dj-rest-auth"),
  DJOSER("djoser");

  private static final String OPTION = "client-calls";

  private final String text;

  ClientCalls(String text) {
    this.text = text;
  }

  /** As it is called where it is published. */
  public String text() {
    return text;
  }

  /**
   * Those that are switched on.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static Set<ClientCalls> of(Config.Scope options) {
    return Arrays.stream(options.get(OPTION, "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(ClientCalls::named)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClientCalls.class)));
  }

  private static ClientCalls named(String name) {
    return Arrays.stream(values())
        .filter(calls -> calls.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    OPTION + ": \"" + name + "\" is neither dj-rest-auth nor djoser"));
  }
}
