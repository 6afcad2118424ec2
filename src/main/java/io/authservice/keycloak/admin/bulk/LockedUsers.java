package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.token.session.LoginLocks;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How many users are locked out for a while. Keycloak keeps failed logins by user and lists none,
 * so the candidates are those whose lock-out is among the realm's events of the time that a
 * lock-out lasts at most; each is looked at whether it still is.
 */
public final class LockedUsers {

  /** Nobody waits for a count of more. */
  private static final int MOST_EVENTS = 1000;

  private static final EventType LOCKED = EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT;

  private final KeycloakSession session;
  private final RealmModel realm;

  public LockedUsers(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Empty if it is not known, as the realm stores no such events; of very many a part. */
  Optional<Integer> count() {
    if (!realm.isBruteForceProtected()) {
      return Optional.of(0);
    }
    EventStoreProvider store = session.getProvider(EventStoreProvider.class);
    if (store == null || !isStored()) {
      return Optional.empty();
    }
    LoginLocks locks = new LoginLocks(session, realm);
    return Optional.of(
        (int)
            candidates(store).stream()
                .map(id -> session.users().getUserById(realm, id))
                .filter(Objects::nonNull)
                .filter(locks::isLocked)
                .count());
  }

  private boolean isStored() {
    return realm.isEventsEnabled()
        && (realm.getEnabledEventTypesStream().findAny().isEmpty()
            || realm.getEnabledEventTypesStream().anyMatch(LOCKED.name()::equals));
  }

  private Set<String> candidates(EventStoreProvider store) {
    long longest =
        Math.max(realm.getMaxFailureWaitSeconds(), realm.getMinimumQuickLoginWaitSeconds());
    try (Stream<Event> events =
        store
            .createQuery()
            .realm(realm.getId())
            .type(LOCKED)
            .fromDate(Time.currentTimeMillis() - longest * 1000)
            .orderByDescTime()
            .maxResults(MOST_EVENTS)
            .getResultStream()) {
      return events.map(Event::getUserId).filter(Objects::nonNull).collect(Collectors.toSet());
    }
  }
}
