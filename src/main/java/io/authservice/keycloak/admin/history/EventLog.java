package io.authservice.keycloak.admin.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  private static final int AT_ONCE = 200;

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
      events = read(Optional.empty(), looked, AT_ONCE);
      looked += events.size();
      for (Told told : events.stream().map(EventLog::told).flatMap(Optional::stream).toList()) {
        if (passed < offset) {
          passed++;
        } else {
          found.add(told);
        }
      }
    } while (events.size() == AT_ONCE && found.size() <= limit && looked < DEEPEST);
    return page(found, 0, limit);
  }

  /**
   * Of those whose paths are of these patterns, in which a {@code *} stands for any text.
   *
   * @param about the one that is meant: patterns may find others as well
   */
  Page of(List<String> patterns, List<Subject> about, int offset, int limit) {
    List<Told> found =
        patterns.stream()
            .flatMap(pattern -> read(Optional.of(pattern), 0, offset + limit + 1).stream())
            .map(EventLog::told)
            .flatMap(Optional::stream)
            .filter(told -> about.stream().anyMatch(one -> isSame(one, told.subject())))
            .sorted(Comparator.comparingLong((Told told) -> told.event().getTime()).reversed())
            .toList();
    return page(found, offset, limit);
  }

  private static boolean isSame(Subject one, Subject other) {
    return one.kind() == other.kind() && one.key().equals(other.key());
  }

  private static Page page(List<Told> found, int offset, int limit) {
    return new Page(
        found.stream().skip(offset).limit(limit).toList(), found.size() > offset + limit);
  }

  private static Optional<Told> told(AdminEvent event) {
    return Subject.of(event).map(subject -> new Told(event, subject));
  }

  private List<AdminEvent> read(Optional<String> pattern, int first, int most) {
    EventStoreProvider store = session.getProvider(EventStoreProvider.class);
    if (store == null) {
      return List.of();
    }
    AdminEventQuery query = store.createAdminQuery().realm(realm.getId());
    pattern.ifPresent(query::resourcePath);
    try (Stream<AdminEvent> events =
        query.orderByDescTime().firstResult(first).maxResults(most).getResultStream()) {
      return events.toList();
    }
  }
}
