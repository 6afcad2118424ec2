package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.FlagRoles;
import io.authservice.keycloak.authority.StaffConsole;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.keycloak.BondStart;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.persistence.keycloak.PermittedUsers;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.LoginNames;
import io.authservice.keycloak.storage.identity.RequestedIds;
import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.remains.UserRemains;
import io.authservice.keycloak.storage.settings.EditMode;
import io.authservice.keycloak.storage.settings.PasswordDefaults;
import io.authservice.keycloak.storage.settings.StorageConfig;
import io.authservice.keycloak.storage.settings.TablePrefixSetting;
import io.authservice.keycloak.storage.user.AccountUser;
import io.authservice.keycloak.storage.user.AccountUsers;
import io.authservice.keycloak.storage.user.ColumnValues;
import io.authservice.keycloak.storage.user.DjangoGroupNames;
import io.authservice.keycloak.storage.user.TypedUsername;
import io.authservice.keycloak.storage.user.UserExtras;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageUtil;

/** Puts a component's user storage together, of what the whole server has once. */
final class StorageAssembly {

  private final BondStart bondStart = new BondStart();
  private final RewriteNotice rewrites = new RewriteNotice();
  private final OwnDatabase source;
  private final ServerPasswords passwords;
  private final PasswordDefaults passwordDefaults;
  private final StaffConsole staffConsole;

  StorageAssembly(
      OwnDatabase source,
      ServerPasswords passwords,
      PasswordDefaults passwordDefaults,
      StaffConsole staffConsole) {
    this.source = source;
    this.passwords = passwords;
    this.passwordDefaults = passwordDefaults;
    this.staffConsole = staffConsole;
  }

  AccountStorageProvider provider(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    StorageConfig config = config(realm, component);
    EditMode editMode = config.database().editMode();
    StorageFailures availability = new StorageFailures(session);
    ComponentDatabase database = database(realm, component, config);
    Accounts accounts = availability.checked(() -> database.accounts(session));
    DeferredWrites later = new DeferredWrites(session, database::accounts);
    Authority authority = new Authority(session, realm);
    FlagRoles flagRoles = new FlagRoles(realm, staffConsole);
    FederatedRows federated = new FederatedRows(session, realm.getId());
    UserBinding bonds = bonds(session, realm);
    AccountExtras extras =
        config.database().isBridged()
            ? availability.checked(() -> database.extras(session))
            : KeptExtras.of(
                config.database().userModel(), session, component, accounts, federated, bonds);
    AccountUsers users =
        new Users(session, realm, component, accounts, authority, flagRoles, federated)
            .with(extras, bonds, editMode);
    return new AccountStorageProvider(
        new AccountReader(
            accounts,
            extras,
            availability,
            () ->
                editMode.isWritable() && accounts.isWritable(UserField.ACTIVE)
                    ? Set.of()
                    : AccountUsers.locked(federated)),
        users,
        new UserSearch(
            realm,
            UserStorageUtil.userFederatedStorage(session),
            federated,
            new FederatedSearch(session, realm.getId()),
            accounts,
            extras,
            SearchLimit.OF_STATEMENTS),
        new PermittedUsers(session, realm, federated, KeycloakUserIds::of),
        flagRoles,
        credentials(session, component, config, later),
        database.loginDates(accounts, later),
        new ProfileRules(
            editMode,
            accounts::isWritable,
            new ExtraProfile(extras, editMode, authority),
            authority),
        // A database of others outlives the realm, with all its users.
        config.database().isBridged()
            ? () -> forgetAfterwards(session, component.getId())
            : users::removeAll,
        availability);
  }

  /** What the users of a component are made of. */
  private record Users(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      Accounts accounts,
      Authority authority,
      FlagRoles flagRoles,
      FederatedRows federated) {

    AccountUsers with(AccountExtras extras, UserBinding bonds, EditMode editMode) {
      UserExtras userExtras = new UserExtras(extras, editMode);
      DjangoGroupNames djangoGroups = new DjangoGroupNames(accounts.permissions(), extras);
      return new AccountUsers(
          accounts,
          federated,
          djangoGroups,
          userExtras,
          Clock.systemUTC(),
          entry ->
              new AccountUser(
                  session,
                  realm,
                  component,
                  entry,
                  authority,
                  flagRoles,
                  federated,
                  bonds,
                  djangoGroups,
                  userExtras,
                  editMode),
          new TypedUsername(session),
          new LoginNames(session, realm),
          editMode,
          bonds,
          new RequestedIds(session),
          new ColumnValues(session, authority));
    }
  }

  private PasswordCredentials credentials(
      KeycloakSession session,
      ComponentModel component,
      StorageConfig config,
      DeferredWrites later) {
    return new PasswordCredentials(
        session,
        passwords.with(config.passwords()),
        later,
        config.database().editMode(),
        config.database().isBridged() ? rewrites.of(component) : fewer -> {});
  }

  /** Whose it is what Keycloak keeps under the ids of a realm's accounts. */
  UserBinding bonds(KeycloakSession session, RealmModel realm) {
    return new UserBinding(
        new FederatedRows(session, realm.getId()),
        new UserRemains(session, realm),
        () -> bondStart.in(session));
  }

  /** The groups of a component's accounts. */
  RealmGroups groups(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    StorageConfig config = config(realm, component);
    StorageFailures availability = new StorageFailures(session);
    return new RealmGroups(
        availability.checked(() -> database(realm, component, config).accounts(session).groups()),
        config.database().editMode(),
        new Authority(session, realm),
        new CachedUsers(session, realm),
        component.getId(),
        availability);
  }

  private static RealmModel realmOf(KeycloakSession session, ComponentModel component) {
    return Objects.requireNonNull(session.realms().getRealm(component.getParentId()), "realm");
  }

  ComponentDatabase database(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    return database(realm, component, config(realm, component));
  }

  private ComponentDatabase database(
      RealmModel realm, ComponentModel component, StorageConfig config) {
    return new ComponentDatabase(
        source,
        realm,
        component.getId(),
        config.database(),
        () -> TablePrefixSetting.checked(component));
  }

  private StorageConfig config(RealmModel realm, ComponentModel component) {
    return StorageConfig.of(component, realm.getPasswordPolicy(), passwordDefaults);
  }

  /** Other nodes find out at their next use of the component, or close idle connections. */
  void forgetAfterwards(KeycloakSession session, String componentId) {
    session
        .getTransactionManager()
        .enlistAfterCompletion(new AfterCommit(() -> source.forget(componentId)));
  }
}
