package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
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
 * Which users are locked out for a while. Keycloak keeps failed logins by user and lists none, so
 * the candidates are those whose lock-out is among the realm's events of the time that a lock-out
 * lasts at most; each is looked at whether it still is.
 */
public final class LockedUsers {

  /** Nobody waits for more to be looked at. */
  private static final int MOST_EVENTS = 1000;

  private static final EventType LOCKED = EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts storages;

  public LockedUsers(KeycloakSession session, RealmModel realm, RealmAccounts storages) {
    this.session = session;
    this.realm = realm;
    this.storages = storages;
  }

  /** Their ids; empty if they are not known, as the realm stores no such events. */
  Optional<Set<UserId>> ids() {
    if (!realm.isBruteForceProtected()) {
      return Optional.of(Set.of());
    }
    EventStoreProvider store = session.getProvider(EventStoreProvider.class);
    if (store == null || !isStored()) {
      return Optional.empty();
    }
    LoginLocks locks = new LoginLocks(session, realm);
    return Optional.of(
        candidates(store).stream()
            .map(id -> session.users().getUserById(realm, id))
            .filter(Objects::nonNull)
            .filter(locks::isLocked)
            .flatMap(user -> storages.account(user).stream())
            .map(Account::id)
            .collect(Collectors.toSet()));
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
