package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Logs and counts each use of a token of the old service, so that operators see when there are none
 * left.
 */
public final class LegacyUses {

  private static final Logger LOG = Logger.getLogger(LegacyUses.class);

  private final Meters meters;
  private final AtomicLong accesses = new AtomicLong();
  private final AtomicLong refreshes = new AtomicLong();

  public LegacyUses(Meters meters) {
    this.meters = meters;
  }

  /**
   * Notes that a request was let in.
   *
   * @param type of the token
   */
  void accessed(String type) {
    meters.count(Meter.LEGACY_TOKENS, type);
    LOG.infof(
        "An access token of the old service was accepted, use %d since the start (%s)",
        accesses.incrementAndGet(), type);
  }

  /**
   * Notes that a refresh token was exchanged.
   *
   * @param type of the token
   */
  void refreshed(String type) {
    meters.count(Meter.LEGACY_TOKENS, type);
    LOG.infof(
        "A refresh token of the old service was exchanged, use %d since the start (%s)",
        refreshes.incrementAndGet(), type);
  }
}
