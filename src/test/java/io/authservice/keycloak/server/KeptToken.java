package io.authservice.keycloak.server;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * An administrator's token, which is used again for part of the minute that it lives: Keycloak
 * hashes the password of each login for a tenth of a second.
 */
public final class KeptToken {
  private static final Duration KEPT = Duration.ofSeconds(20);

  private String token = "";
  private Instant until = Instant.MIN;

  /**
   * @param login gives a new token when there is none to keep
   */
  public synchronized String get(Supplier<String> login) {
    if (Instant.now().isAfter(until)) {
      token = login.get();
      until = Instant.now().plus(KEPT);
    }
    return token;
  }
}
