package io.authservice.keycloak.admin.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AdminEventQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The admin events of a realm that are about users and groups, newest first. */
final class EventLog {

  /** The most events that are looked at for one page, and the deepest that a page lies. */
  static final int DEEPEST = 5000;

  private static final int AT_ONCE = EventPortions.AT_ONCE;

  private final KeycloakSession session;
  private final RealmModel realm;

  EventLog(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** An event and what it is about. */
  record Told(AdminEvent event, Subject subject) {}

  /**
   * A page.
   *
   * @param more whether there are older ones
   */
  record Page(List<Told> told, boolean more) {}

  /** Of all users and groups. The events of others are read along, and passed over. */
  Page all(int offset, int limit) {
    List<Told> found = new ArrayList<>();
    int passed = 0;
    int looked = 0;
    List<AdminEvent> events;
    do {
      events = read(UnaryOperator.identity(), looked, AT_ONCE);
      looked += events.size();
      for (Told told : events.stream().map(EventLog::told).flatMap(Optional::stream).toList()) {
        if (passed < offset) {
          passed++;
        } else {
          found.add(told);
        }
      }
    } while (events.size() == AT_ONCE && found.size() <= limit && looked < DEEPEST);
    return page(found, limit);
  }

  /**
   * Of those whose paths are of these patterns, in which a {@code *} stands for any text.
   *
   * @param about the one that is meant: patterns may find others as well
   */
  Page of(List<String> patterns, List<Subject> about, int offset, int limit) {
    List<EventPortions> ways = patterns.stream().map(this::ofPattern).toList();
    List<Told> found = new ArrayList<>();
    int passed = 0;
    Optional<EventPortions> next = newest(ways);
    while (next.isPresent() && found.size() <= limit) {
      Optional<Told> told =
          next.get()
              .head()
              .flatMap(EventLog::told)
              .filter(event -> about.stream().anyMatch(one -> isSame(one, event.subject())));
      if (told.isPresent() && passed++ >= offset) {
        found.add(told.get());
      }
      next.get().advance();
      next = newest(ways);
    }
    return page(found, limit);
  }

  private EventPortions ofPattern(String pattern) {
    return new EventPortions(
        (until, passed, most) ->
            read(query -> query.resourcePath(pattern).toTime(until), passed, most));
  }

  private static Optional<EventPortions> newest(List<EventPortions> ways) {
    return ways.stream()
        .filter(way -> way.head().isPresent())
        .max(Comparator.comparingLong(way -> way.head().orElseThrow().getTime()));
  }

  private static boolean isSame(Subject one, Subject other) {
    return one.kind() == other.kind() && one.key().equals(other.key());
  }

  private static Page page(List<Told> found, int limit) {
    return new Page(found.stream().limit(limit).toList(), found.size() > limit);
  }

  private static Optional<Told> told(AdminEvent event) {
    return Subject.of(event).map(subject -> new Told(event, subject));
  }

  private List<AdminEvent> read(UnaryOperator<AdminEventQuery> chosen, int first, int most) {
    EventStoreProvider store = session.getProvider(EventStoreProvider.class);
    if (store == null) {
      return List.of();
    }
    AdminEventQuery query = chosen.apply(store.createAdminQuery().realm(realm.getId()));
    try (Stream<AdminEvent> events =
        query.orderByDescTime().firstResult(first).maxResults(most).getResultStream()) {
      return events.toList();
    }
  }
}
