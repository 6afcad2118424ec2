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

  void accessed() {
    meters.count(Meter.LEGACY_TOKENS, LegacyToken.ACCESS);
    LOG.infof(
        "An access token of the old service was accepted, use %d since the start",
        accesses.incrementAndGet());
  }

  void refreshed() {
    meters.count(Meter.LEGACY_TOKENS, LegacyToken.REFRESH);
    LOG.infof(
        "A refresh token of the old service was exchanged, use %d since the start",
        refreshes.incrementAndGet());
  }
}
