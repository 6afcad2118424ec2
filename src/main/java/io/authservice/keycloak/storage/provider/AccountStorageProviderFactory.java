package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.FlagRoles;
import io.authservice.keycloak.authority.StaffConsole;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.options.CheckedOptions;
import io.authservice.keycloak.options.OptionReader;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.keycloak.BondStart;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.persistence.keycloak.PermittedUsers;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.health.DatabaseHealth;
import io.authservice.keycloak.storage.health.DatabaseProbe;
import io.authservice.keycloak.storage.health.DatabasesReadinessCheck;
import io.authservice.keycloak.storage.health.WatchedDatabases;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.LoginNames;
import io.authservice.keycloak.storage.identity.RequestedIds;
import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.remains.UserRemains;
import io.authservice.keycloak.storage.settings.EditMode;
import io.authservice.keycloak.storage.settings.PasswordDefaults;
import io.authservice.keycloak.storage.settings.StorageComponents;
import io.authservice.keycloak.storage.settings.StorageConfig;
import io.authservice.keycloak.storage.settings.StorageConfigProperties;
import io.authservice.keycloak.storage.settings.StorageValidation;
import io.authservice.keycloak.storage.settings.UserIdsSetting;
import io.authservice.keycloak.storage.user.AccountUser;
import io.authservice.keycloak.storage.user.AccountUsers;
import io.authservice.keycloak.storage.user.ColumnValues;
import io.authservice.keycloak.storage.user.DjangoGroupNames;
import io.authservice.keycloak.storage.user.TypedUsername;
import io.authservice.keycloak.storage.user.UserExtras;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.hash.PasswordHashSpi;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.storage.UserStorageProviderFactory;
import org.keycloak.storage.UserStorageUtil;

/** Puts the user storage together. */
public final class AccountStorageProviderFactory
    implements UserStorageProviderFactory<AccountStorageProvider>,
        ServerInfoAwareProviderFactory,
        OptionReader,
        WatchedDatabases {

  private final BondStart bondStart = new BondStart();
  private @Nullable CheckedOptions read;
  private @Nullable PasswordDefaults passwordDefaults;
  private @Nullable OwnDatabase source;
  private @Nullable ServerPasswords passwords;
  private @Nullable DatabaseHealth databases;
  private StaffConsole staffConsole = StaffConsole.PAGE;
  private Set<String> realmsOfReadiness = Set.of();

  /** One provider a session, whoever asks: two would know two versions of one user. */
  @Override
  public AccountStorageProvider create(KeycloakSession session, ComponentModel component) {
    String key = getId() + "." + component.getId();
    if (session.getAttribute(key) instanceof AccountStorageProvider known) {
      return known;
    }
    AccountStorageProvider provider = assemble(session, component);
    session.setAttribute(key, provider);
    return provider;
  }

  private AccountStorageProvider assemble(KeycloakSession session, ComponentModel component) {
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
    AccountExtras extras = availability.checked(() -> database.extras(session));
    UserExtras userExtras = new UserExtras(extras, editMode);
    DjangoGroupNames djangoGroups = new DjangoGroupNames(accounts.permissions(), extras);
    UserBinding bonds = bonds(session, realm);
    AccountUsers users =
        new AccountUsers(
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
            extras),
        new PermittedUsers(session, realm, federated, KeycloakUserIds::of),
        flagRoles,
        new PasswordCredentials(session, passwords(config), later, editMode),
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

  /** Whose it is what Keycloak keeps under the ids of a realm's accounts. */
  public UserBinding bonds(KeycloakSession session, RealmModel realm) {
    return new UserBinding(
        new FederatedRows(session, realm.getId()),
        new UserRemains(session, realm),
        () -> bondStart.in(session));
  }

  /** The tokens that the Django service beside a component took back. */
  public LegacyBlacklist blacklist(KeycloakSession session, ComponentModel component) {
    LegacyBlacklist blacklist = database(session, component).blacklist(session);
    return jti -> new StorageFailures(session).checked(() -> blacklist.contains(jti));
  }

  /** The tokens that the Django service of a component issued. */
  public IssuedTokens issuedTokens(KeycloakSession session, ComponentModel component) {
    StorageFailures availability = new StorageFailures(session);
    return (kind, token) ->
        availability.checked(
            () -> database(session, component).issuedTokens(session).find(kind, token));
  }

  /** Whole rows of the Django database that a component bridges; empty if it bridges none. */
  public Optional<RowExport> export(KeycloakSession session, ComponentModel component) {
    return database(session, component).export(session);
  }

  /** The groups of a component's accounts. */
  public RealmGroups groups(KeycloakSession session, ComponentModel component) {
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

  private ComponentDatabase database(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    return database(realm, component, config(realm, component));
  }

  private ComponentDatabase database(
      RealmModel realm, ComponentModel component, StorageConfig config) {
    return new ComponentDatabase(
        source(), realm, component.getId(), config.database(), UserIdsSetting.of(component));
  }

  private DjangoPasswords passwords(StorageConfig config) {
    return passwords().with(config.passwords());
  }

  /** What verifies and encodes passwords on this server, for all who do. */
  public ServerPasswords passwords() {
    return Objects.requireNonNull(passwords, "init comes first");
  }

  private OwnDatabase source() {
    return Objects.requireNonNull(source, "init comes first");
  }

  @Override
  public DatabaseHealth databases() {
    return Objects.requireNonNull(databases, "postInit comes first");
  }

  @Override
  public Set<String> realmsOfReadiness() {
    return realmsOfReadiness;
  }

  private StorageConfig config(RealmModel realm, ComponentModel component) {
    return StorageConfig.of(component, realm.getPasswordPolicy(), defaults());
  }

  private PasswordDefaults defaults() {
    return Objects.requireNonNull(passwordDefaults, "init comes first");
  }

  @Override
  public void init(Config.Scope given) {
    read = new CheckedOptions("storage", getId(), given);
    Config.Scope options = read;
    Meters meters = Meters.of(options);
    source = new OwnDatabase(meters);
    passwords =
        new ServerPasswords((format, nanos) -> meters.time(Meter.PASSWORD_HASHES, nanos, format));
    realmsOfReadiness =
        Arrays.stream(options.get("readiness-realms", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    staffConsole = StaffConsole.of(options);
    passwordDefaults = PasswordDefaults.of(options, Config.scope(PasswordHashSpi.NAME, "argon2"));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    databases =
        DatabaseHealth.of(
            factory, new DatabaseProbe(factory, this::accounts, this::missingIndexes));
    DatabasesReadinessCheck.of(this, factory);
  }

  private Accounts accounts(KeycloakSession session, ComponentModel component) {
    return database(session, component).accounts(session);
  }

  /** Names of the indexes that searches in a component's database lack. */
  public List<String> missingIndexes(KeycloakSession session, ComponentModel component) {
    return database(session, component).missingIndexes(session);
  }

  @Override
  public Optional<CheckedOptions> readOptions() {
    return Optional.ofNullable(read);
  }

  @Override
  public String getId() {
    return StorageComponents.PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Users in Django's tables, with Django's ids, password hashes and staff flags.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return StorageConfigProperties.all(version(), defaults());
  }

  /** Checks the settings, and a Django database by a connection to it. */
  @Override
  public void validateConfiguration(
      KeycloakSession session, RealmModel realm, ComponentModel component) {
    new StorageValidation(
            session, realm, defaults(), passwords(), kind -> source().hasUsers(session, kind))
        .require(component);
  }

  @Override
  public void onUpdate(
      KeycloakSession session, RealmModel realm, ComponentModel before, ComponentModel after) {
    // What is cached may be of another database.
    new CachedUsers(session, realm).forgetAll();
    forgetAfterwards(session, after.getId());
  }

  @Override
  public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel component) {
    forgetAfterwards(session, component.getId());
  }

  /** Other nodes find out at their next use of the component, or close idle connections. */
  private void forgetAfterwards(KeycloakSession session, String componentId) {
    session
        .getTransactionManager()
        .enlistAfterCompletion(new AfterCommit(() -> source().forget(componentId)));
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }

  @Override
  public Map<String, String> getOperationalInfo() {
    return Map.of("version", version());
  }

  /** Of the extension. */
  public String version() {
    return Objects.requireNonNullElse(
        getClass().getPackage().getImplementationVersion(), "unknown");
  }
}
