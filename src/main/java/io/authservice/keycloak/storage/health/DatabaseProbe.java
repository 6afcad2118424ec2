package io.authservice.keycloak.storage.health;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Asks each Django database that a realm of the server bridges for a user who is not there. What
 * the answer tells counts for requests as well: they are let through as soon as one succeeds.
 */
public final class DatabaseProbe implements Supplier<List<DatabaseState>> {

  private static final UserId NOBODY = UserId.of(-1);
  private static final Duration INDEXES_ASKED_EVERY = Duration.ofMinutes(10);

  private record Storage(String realmId, String realmName, String componentId) {}

  private final KeycloakSessionFactory factory;
  private final BiFunction<KeycloakSession, ComponentModel, Accounts> accounts;
  private final BiFunction<KeycloakSession, ComponentModel, List<String>> missingIndexes;
  private final Executor threads;
  private final Map<String, Indexes> indexes = new ConcurrentHashMap<>();

  /** What was found out of a database's indexes, and when. */
  private record Indexes(List<String> missing, long askedAt) {

    boolean isFresh() {
      return System.nanoTime() - askedAt < INDEXES_ASKED_EVERY.toNanos();
    }
  }

  /**
   * Asks nothing yet.
   *
   * @param missingIndexes the names of those that searches in a database lack
   */
  public DatabaseProbe(
      KeycloakSessionFactory factory,
      BiFunction<KeycloakSession, ComponentModel, Accounts> accounts,
      BiFunction<KeycloakSession, ComponentModel, List<String>> missingIndexes) {
    this.factory = factory;
    this.accounts = accounts;
    this.missingIndexes = missingIndexes;
    // Not those that the look itself is taken by: it waits for these.
    this.threads = DatabaseHealth.threads(factory, "auth-service-databases");
  }

  @Override
  public List<DatabaseState> get() {
    List<Storage> storages = bridged();
    indexes.keySet().retainAll(storages.stream().map(Storage::componentId).toList());
    List<CompletableFuture<DatabaseState>> asked =
        storages.stream()
            .map(storage -> CompletableFuture.supplyAsync(() -> state(storage), threads))
            .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private DatabaseState state(Storage storage) {
    boolean answers = answers(storage);
    return new DatabaseState(
        storage.realmName(),
        storage.componentId(),
        answers,
        answers ? missingIndexes(storage) : List.of());
  }

  private List<Storage> bridged() {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session ->
            new StorageComponents(session)
                .bridged()
                .map(
                    component ->
                        new Storage(
                            component.getParentId(),
                            session.realms().getRealm(component.getParentId()).getName(),
                            component.getId()))
                .toList());
  }

  private boolean answers(Storage storage) {
    try {
      inTransaction(
          storage, (session, component) -> accounts.apply(session, component).byId(NOBODY));
      return true;
    } catch (AccountsUnavailableException | DatabaseRefusedException unanswered) {
      LOG.probeUnanswered(storage.componentId());
      return false;
    }
  }

  /** They change seldom, and whether a database answers does not hang on them. */
  private List<String> missingIndexes(Storage storage) {
    Indexes known = indexes.get(storage.componentId());
    if (known == null || !known.isFresh()) {
      List<String> missing = List.of();
      try {
        missing = inTransaction(storage, missingIndexes).orElse(List.of());
      } catch (RuntimeException unanswered) {
        LOG.indexesUnknown(unanswered, storage.componentId());
      }
      known = new Indexes(missing, System.nanoTime());
      indexes.put(storage.componentId(), known);
    }
    return known.missing();
  }

  /** Empty if the component is gone meanwhile. */
  private <T> Optional<T> inTransaction(
      Storage storage, BiFunction<KeycloakSession, ComponentModel, T> question) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session -> {
          RealmModel realm = session.realms().getRealm(storage.realmId());
          ComponentModel component =
              realm == null ? null : realm.getComponent(storage.componentId());
          if (component == null) {
            return Optional.empty();
          }
          session.getContext().setRealm(realm);
          return Optional.of(question.apply(session, component));
        });
  }
}
