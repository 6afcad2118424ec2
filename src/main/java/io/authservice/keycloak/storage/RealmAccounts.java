package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.storage.provider.AccountStorageProviderFactory;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.storage.remains.RemainsSweep;
import io.authservice.keycloak.storage.remains.UserRemains;
import io.authservice.keycloak.storage.settings.DatabaseConfig;
import io.authservice.keycloak.storage.settings.StorageComponents;
import io.authservice.keycloak.storage.settings.TablePrefixSetting;
import io.authservice.keycloak.storage.settings.UserIdsSetting;
import io.authservice.keycloak.storage.user.AccountUser;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageProvider;

/** Finds a realm's accounts for the rooms above, and the account behind a user of Keycloak's. */
public final class RealmAccounts {

  private final KeycloakSession session;
  private final RealmModel realm;

  public RealmAccounts(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** The realm's storage; empty if it has none or it is switched off. */
  public Optional<AccountStorageProvider> storage() {
    return component().map(component -> factory().create(session, component));
  }

  /**
   * The refresh tokens that the old service took back, in its bridged database or as they were
   * moved from it. Throws {@link org.keycloak.storage.StorageUnavailableException} when it does not
   * answer.
   */
  public LegacyBlacklist legacyBlacklist() {
    return jti ->
        component()
            .map(component -> factory().blacklist(session, component).contains(jti))
            .orElse(false);
  }

  /**
   * The tokens that the old service issued, in its bridged database or as they were moved from it.
   * Throws {@link org.keycloak.storage.StorageUnavailableException} when the database does not
   * answer.
   */
  public IssuedTokens issuedTokens() {
    return (kind, token) ->
        component()
            .flatMap(component -> factory().issuedTokens(session, component).find(kind, token));
  }

  /**
   * Whole rows of the Django database that keeps the realm's users; empty if they are in Keycloak's
   * own. Reading them throws {@link io.authservice.keycloak.account.AccountsUnavailableException}
   * when the database does not answer, and {@link
   * io.authservice.keycloak.persistence.failure.DatabaseRefusedException} when it is no longer as
   * it was.
   */
  public Optional<RowExport> export() {
    return component().flatMap(component -> factory().export(session, component));
  }

  /** Whether the tables in Keycloak's own database that would be the realm's are another's. */
  public boolean anotherRealmHasTheTables() {
    return new StorageComponents(session).isTakenByAnother(realm, ownTables().prefix());
  }

  /** Where the realm's users are in Keycloak's own database, or will be. */
  public OwnTables ownTables() {
    return component().map(TablePrefixSetting::tables).orElse(OwnTables.PLAIN);
  }

  /** Sets what they are. There must be no users there yet. */
  public void keepOwnIds(UserIdKind kind) {
    component()
        .filter(component -> UserIdsSetting.of(component) != kind)
        .ifPresent(component -> realm.updateComponent(UserIdsSetting.with(component, kind)));
  }

  /** The groups of the realm's accounts; empty if it has no storage or it is switched off. */
  public Optional<RealmGroups> groups() {
    return component().map(component -> factory().groups(session, component));
  }

  /**
   * Removes what Keycloak keeps of users who are gone.
   *
   * @param after where the last call ended; empty to begin
   * @param atMost how many users to look at
   * @return empty if the realm has no storage
   */
  public Optional<RemainsSweep.Swept> sweep(String after, int atMost) {
    return component()
        .flatMap(
            component ->
                storage()
                    .map(
                        storage ->
                            new RemainsSweep(
                                    new FederatedSearch(session, realm.getId()),
                                    new UserRemains(session, realm),
                                    query -> storage.reads().ids(query))
                                .run(component.getId(), after, atMost)));
  }

  /** Keycloak's id of one of the realm's accounts, if the realm has a storage. */
  public Optional<String> keycloakId(UserId accountId) {
    return component().map(component -> KeycloakUserIds.keycloakId(component.getId(), accountId));
  }

  /** The storage that keeps a user; empty for users kept elsewhere. */
  Optional<AccountStorageProvider> storageOf(String userId) {
    return Optional.ofNullable(realm.getComponent(StorageId.providerId(userId)))
        .filter(RealmAccounts::isOurKind)
        .map(component -> factory().create(session, component));
  }

  /**
   * The user of an account, for a change to the letter: Keycloak's cached users lower-case what
   * they are given. Every node's cache forgets the user when the transaction commits.
   */
  public Optional<UserModel> userForChange(UserId accountId) {
    return keycloakId(accountId)
        .flatMap(
            id -> {
              new CachedUsers(session, realm).forget(id);
              return storage().flatMap(storage -> storage.userOf(accountId));
            });
  }

  /**
   * Sees to it that what Keycloak keeps under the ids of accounts is theirs, before more is added:
   * what is kept of earlier users is removed.
   */
  public void settle(Collection<Account> accounts) {
    Map<String, Account> byId = new HashMap<>();
    accounts.forEach(account -> keycloakId(account.id()).ifPresent(id -> byId.put(id, account)));
    factory().bonds(session, realm).settleAll(byId);
  }

  /**
   * For accounts whose e-mail was changed past the user model: that an earlier version noted some
   * e-mail to be verified says nothing of the new one.
   */
  public void forgetUnboundMarks(Collection<UserId> accountIds) {
    new FederatedRows(session, realm.getId())
        .removeAttribute(
            accountIds.stream().map(this::keycloakId).flatMap(Optional::stream).toList(),
            ServerAttributes.LEGACY_VERIFIED);
  }

  /**
   * Refuses who may not change a user. Asked before a user is removed: Keycloak takes its roles and
   * groups first, and then there is nothing left to go by.
   *
   * @throws io.authservice.keycloak.authority.NotPermittedException if the bearer holds less
   */
  public void requireMayChange(UserModel user) {
    new Authority(session, realm)
        .requireMayChange(user.getId(), () -> new HeldAuthority(session).of(realm, user));
  }

  /** Whether the bearer may change a user; see {@link #requireMayChange}. */
  public boolean mayChange(UserModel user) {
    return new Authority(session, realm)
        .mayChange(user.getId(), () -> new HeldAuthority(session).of(realm, user));
  }

  /** The user of an account, to be read. */
  public Optional<UserModel> user(UserId accountId) {
    return keycloakId(accountId)
        .flatMap(id -> Optional.ofNullable(session.users().getUserById(realm, id)));
  }

  /** From here on in this session, usernames and e-mails are written as given, not lower-cased. */
  public void nameUsersToTheLetter() {
    session.setAttribute(AccountUser.TO_THE_LETTER, true);
  }

  /** The account a user stands for; empty for users of other storages. */
  public Optional<Account> account(UserModel user) {
    return KeycloakUserIds.of(user.getId()).filter(id -> owns(user)).map(id -> accountOf(id, user));
  }

  /** Whether the realm has such a storage, be it switched off at present. */
  boolean isInUse() {
    return realm
        .getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
        .anyMatch(RealmAccounts::isOurKind);
  }

  /** Whether the realm keeps its accounts in the database of a Django service. */
  public boolean isBridged() {
    return component().filter(component -> DatabaseConfig.of(component).isBridged()).isPresent();
  }

  /** How the user model differs from {@code AbstractUser}, as the settings have it; often blank. */
  public String userModel() {
    return component().map(component -> DatabaseConfig.of(component).userModel()).orElse("");
  }

  /** Whether the accounts are only read here, and so keep their passwords. */
  public boolean areReadOnly() {
    return component()
        .filter(component -> !DatabaseConfig.of(component).editMode().isWritable())
        .isPresent();
  }

  /** Whether the user is one of the realm's accounts. */
  public boolean owns(UserModel user) {
    return component()
        .filter(component -> component.getId().equals(user.getFederationLink()))
        .isPresent();
  }

  /** What Keycloak itself has of a user is asked of the user, all else of its attributes. */
  private static Account accountOf(UserId id, UserModel user) {
    return Account.from(
        field ->
            switch (field.column()) {
              case UserColumns.ID -> id;
              case UserColumns.IS_ACTIVE -> user.isEnabled();
              case UserColumns.DATE_JOINED ->
                  Instant.ofEpochMilli(Objects.requireNonNullElse(user.getCreatedTimestamp(), 0L));
              default ->
                  UserAttributes.value(field, user.getFirstAttribute(UserAttributes.nameOf(field)));
            });
  }

  private AccountStorageProviderFactory factory() {
    return (AccountStorageProviderFactory)
        session
            .getKeycloakSessionFactory()
            .getProviderFactory(UserStorageProvider.class, StorageComponents.PROVIDER_ID);
  }

  private Optional<ComponentModel> component() {
    return realm
        .getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
        .filter(RealmAccounts::isOurKind)
        .filter(component -> component.get("enabled", true))
        .min(Comparator.comparing(component -> component.get("priority", 0)));
  }

  private static boolean isOurKind(ComponentModel component) {
    return StorageComponents.PROVIDER_ID.equals(component.getProviderId());
  }
}
