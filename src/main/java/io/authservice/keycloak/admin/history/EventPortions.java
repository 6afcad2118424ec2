package io.authservice.keycloak.admin.history;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.AdminEvent;

/**
 * Admin events, newest first, of which no more than a portion is held at a time. A portion begins
 * at the time where the one before ended, so that none is looked for from the start.
 */
final class EventPortions {

  static final int AT_ONCE = 200;

  private final Source source;
  private Iterator<AdminEvent> portion = List.<AdminEvent>of().iterator();
  private @Nullable AdminEvent head;
  private long last = Long.MAX_VALUE;
  private int atLast;
  private boolean more = true;

  EventPortions(Source source) {
    this.source = source;
  }

  /** Where events are read. */
  @FunctionalInterface
  interface Source {

    /**
     * Events, newest first.
     *
     * @param until in milliseconds; of that moment's events the first are passed over
     * @param passed how many of them
     */
    List<AdminEvent> read(long until, int passed, int most);
  }

  /** The newest that was not taken yet. */
  Optional<AdminEvent> head() {
    if (head == null && !portion.hasNext() && more) {
      List<AdminEvent> read = source.read(last, atLast, AT_ONCE);
      more = read.size() == AT_ONCE;
      portion = read.iterator();
    }
    if (head == null && portion.hasNext()) {
      head = portion.next();
    }
    return Optional.ofNullable(head);
  }

  /** Takes the head. */
  void advance() {
    head()
        .ifPresent(
            taken -> {
              atLast = taken.getTime() == last ? atLast + 1 : 1;
              last = taken.getTime();
            });
    head = null;
  }
}
