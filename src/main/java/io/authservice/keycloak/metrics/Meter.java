package io.authservice.keycloak.metrics;

import java.util.List;

/**
 * Everything that is measured. Names are written as Micrometer has them; on {@code /metrics} their
 * dots are underscores. No tag takes its values from what clients send.
 */
public enum Meter {
  /** Answers of the API, and the time until they begin. */
  REQUESTS(
      Kind.TIMER,
      "auth.service.requests",
      "Requests to the API, until the answer begins",
      "realm",
      "endpoint",
      "method",
      "status"),
  /** Hashes computed to verify or store a password. */
  PASSWORD_HASHES(
      Kind.TIMER,
      "auth.service.password.hashes",
      "Hashes computed to verify or store passwords",
      "format"),
  /** Requests refused because a rate was used up. */
  THROTTLED(Kind.COUNTER, "auth.service.throttled", "Requests refused by a rate limit", "limit"),
  /** Tokens of the old service that were accepted or exchanged. */
  LEGACY_TOKENS(
      Kind.COUNTER, "auth.service.legacy.tokens", "Tokens of the old service used", "type"),
  /** Clients that authenticated by a secret carried over from Django. */
  LEGACY_CLIENT_SECRETS(
      Kind.COUNTER,
      "auth.service.legacy.client.secrets",
      "Secrets carried over from Django used by clients",
      "realm",
      "client"),
  /** Users that imports went through. */
  IMPORTED_USERS(
      Kind.COUNTER,
      "auth.service.imported.users",
      "Users that imports wrote, found there or left out",
      "outcome"),
  /** Connections to a bridged database that are in use. */
  POOL_ACTIVE(
      Kind.GAUGE,
      "auth.service.pool.active",
      "Connections to a bridged database in use",
      "component"),
  /** Connections to a bridged database that nobody uses. */
  POOL_IDLE(
      Kind.GAUGE, "auth.service.pool.idle", "Idle connections to a bridged database", "component"),
  /** Who waits for a connection to a bridged database. */
  POOL_WAITING(
      Kind.GAUGE,
      "auth.service.pool.waiting",
      "Threads that wait for a connection to a bridged database",
      "component"),
  /** The most connections to a bridged database that a node keeps. */
  POOL_SIZE(
      Kind.GAUGE,
      "auth.service.pool.size",
      "The most connections to a bridged database",
      "component");

  /** What is measured of it. */
  public enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  private final Kind kind;
  private final String id;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody can change this list.
  private final List<String> tags;

  Meter(Kind kind, String id, String description, String... tags) {
    this.kind = kind;
    this.id = id;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** Whether it counts, times or shows a state. */
  public Kind kind() {
    return kind;
  }

  /** Its name in Micrometer. */
  public String id() {
    return id;
  }

  /** One sentence for whoever reads {@code /metrics}. */
  public String description() {
    return description;
  }

  /** The names of its tags, in the order in which their values are given. */
  public List<String> tags() {
    return tags;
  }
}
