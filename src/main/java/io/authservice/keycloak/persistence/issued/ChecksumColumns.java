package io.authservice.keycloak.persistence.issued;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which Django databases were seen to keep no checksums of access tokens, as django-oauth-toolkit
 * did before 3.0. It may be brought up to date at any time, and then looks tokens up by nothing
 * else: each database is looked at anew now and then.
 */
public final class ChecksumColumns {

  private static final Duration FOR = Duration.ofMinutes(10);

  /** By component: when there was none, in nanoseconds of the system's timer. */
  private final Map<String, Long> missing = new ConcurrentHashMap<>();

  boolean isMissing(String componentId) {
    Long seen = missing.get(componentId);
    return seen != null && System.nanoTime() - seen < FOR.toNanos();
  }

  void noteMissing(String componentId) {
    missing.put(componentId, System.nanoTime());
  }

  /** Forgets a component, whose database may be another. */
  public void forget(String componentId) {
    missing.remove(componentId);
  }
}
