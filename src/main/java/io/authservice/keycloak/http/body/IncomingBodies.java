package io.authservice.keycloak.http.body;

import io.vertx.core.http.HttpConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All bodies that are arriving, by whatever connection. Where there are more than there may be, the
 * one that has been arriving for longest makes room: it is the slowest. Where they are too large
 * together, the largest does.
 */
final class IncomingBodies {

  private final BodyLimits limits;
  private final Map<HttpConnection, Set<IncomingBody>> byConnection = new HashMap<>();
  private final Map<String, Set<IncomingBody>> byAddress = new HashMap<>();
  private long bytes;

  IncomingBodies(BodyLimits limits) {
    this.limits = limits;
  }

  /** Counts a body that begins to arrive; what is returned must be given up for it. */
  synchronized Optional<IncomingBody> begin(IncomingBody body) {
    Optional<IncomingBody> slowest =
        add(byConnection, body.connection(), body, limits.perConnection());
    Optional<IncomingBody> slowestOfAddress =
        add(byAddress, body.address(), body, limits.perAddress());
    Optional<IncomingBody> first = slowest.or(() -> slowestOfAddress);
    // At once, so that the next to come meets the next one.
    first.ifPresent(this::end);
    return first;
  }

  /** A body has arrived or was given up. What was kept of it counts until it is released. */
  synchronized void end(IncomingBody body) {
    remove(byConnection, body.connection(), body);
    remove(byAddress, body.address(), body);
  }

  /** Counts bytes of a body that is arriving; what is returned must be given up for them. */
  synchronized Optional<IncomingBody> keep(int more) {
    bytes += more;
    return bytes > limits.totalBytes()
        ? byAddress.values().stream()
            .flatMap(Set::stream)
            .max(Comparator.comparingInt(IncomingBody::size))
        : Optional.empty();
  }

  synchronized void release(int kept) {
    bytes -= kept;
  }

  private static <K> Optional<IncomingBody> add(
      Map<K, Set<IncomingBody>> all, K key, IncomingBody body, int most) {
    Set<IncomingBody> some = all.computeIfAbsent(key, first -> new LinkedHashSet<>());
    some.add(body);
    return some.size() > most ? some.stream().findFirst() : Optional.empty();
  }

  private static <K> void remove(Map<K, Set<IncomingBody>> all, K key, IncomingBody body) {
    Set<IncomingBody> some = all.get(key);
    if (some != null && some.remove(body) && some.isEmpty()) {
      all.remove(key);
    }
  }
}
