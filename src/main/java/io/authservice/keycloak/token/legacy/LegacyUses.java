package io.authservice.keycloak.token.legacy;

import static io.authservice.keycloak.logging.TokenLog.LOG;

import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs and counts each use of a token of the old service, so that operators see when there are none
 * left.
 */
public final class LegacyUses {

  private final Meters meters;
  private final Map<String, AtomicLong> byType = new ConcurrentHashMap<>();
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
    count(type);
    LOG.oldAccessTokenUsed(accesses.incrementAndGet(), type);
  }

  /**
   * Notes that a refresh token was exchanged.
   *
   * @param type of the token
   */
  void refreshed(String type) {
    count(type);
    LOG.oldRefreshTokenUsed(refreshes.incrementAndGet(), type);
  }

  private void count(String type) {
    meters.count(Meter.LEGACY_TOKENS, type);
    byType.computeIfAbsent(type, first -> new AtomicLong()).incrementAndGet();
  }

  /** What is still taken by these rules, and how often it was. */
  public List<OldTokenUse> by(LegacySettings rules) {
    List<OldTokenUse> told = new ArrayList<>();
    rules.jwt().ifPresent(jwt -> types(jwt).forEach(type -> told.add(use(type, jwt.until()))));
    rules.tables().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(table -> told.add(use(table.getKey().text(), table.getValue())));
    return told;
  }

  private static List<String> types(LegacyTokenSettings jwt) {
    return jwt.sliding()
        ? List.of(LegacyToken.ACCESS, LegacyToken.SLIDING, LegacyToken.REFRESH)
        : List.of(LegacyToken.ACCESS, LegacyToken.REFRESH);
  }

  private OldTokenUse use(String type, Instant until) {
    AtomicLong uses = byType.get(type);
    return new OldTokenUse(type, until, uses == null ? 0 : uses.get());
  }
}
