package io.authservice.keycloak.token;

import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Logs each use of a token of the old service, so that operators see when there are none left. */
public final class LegacyUses {

  private static final Logger LOG = Logger.getLogger(LegacyUses.class);

  private final AtomicLong accesses = new AtomicLong();
  private final AtomicLong refreshes = new AtomicLong();

  void accessed() {
    LOG.infof(
        "An access token of the old service was accepted, use %d since the start",
        accesses.incrementAndGet());
  }

  void refreshed() {
    LOG.infof(
        "A refresh token of the old service was exchanged, use %d since the start",
        refreshes.incrementAndGet());
  }
}
