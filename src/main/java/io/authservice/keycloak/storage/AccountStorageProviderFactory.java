package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.AccountExport;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.StaffRoles;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.AccountsSource;
import io.authservice.keycloak.persistence.BondStart;
import io.authservice.keycloak.persistence.DatabaseRefusedException;
import io.authservice.keycloak.persistence.FederatedRows;
import io.authservice.keycloak.persistence.PermittedUsers;
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
    implements UserStorageProviderFactory<AccountStorageProvider>, ServerInfoAwareProviderFactory {

  public static final String ID = "auth-service-users";

  private final BondStart bondStart = new BondStart();
  private @Nullable PasswordDefaults passwordDefaults;
  private @Nullable AccountsSource source;
  private @Nullable ServerPasswords passwords;
  private @Nullable DatabaseWatch databases;
  private Set<String> realmsOfReadiness = Set.of();

  /** One provider a session, whoever asks: two would know two versions of one user. */
  @Override
  public AccountStorageProvider create(KeycloakSession session, ComponentModel component) {
    String key = ID + "." + component.getId();
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
    Availability availability = new Availability(session);
    AccountDatabase database = database(realm, component, config);
    Accounts accounts = availability.checked(() -> database.accounts(session));
    LaterWrites later = new LaterWrites(session, database::accounts);
    Authority authority = new Authority(session, realm);
    FederatedRows federated = new FederatedRows(session, realm.getId());
    GroupNames djangoGroups = new GroupNames(accounts.permissions());
    Bonds bonds =
        new Bonds(federated, new UserRemains(session, realm), () -> bondStart.in(session));
    AccountUsers users =
        new AccountUsers(
            accounts,
            federated,
            djangoGroups,
            Clock.systemUTC(),
            entry ->
                new AccountUser(
                    session,
                    realm,
                    component,
                    entry,
                    authority,
                    federated,
                    bonds,
                    djangoGroups,
                    editMode),
            new TypedUsername(session),
            new LoginNames(session, realm),
            editMode,
            bonds,
            new RequestedIds(session));
    return new AccountStorageProvider(
        new AccountReads(
            accounts,
            availability,
            () -> editMode.isWritable() ? Set.of() : AccountUsers.locked(federated)),
        users,
        new UserSearch(realm, UserStorageUtil.userFederatedStorage(session), federated, accounts),
        new PermittedUsers(session, realm, federated, AccountIds::of),
        new StaffRoles(realm),
        new PasswordCredentials(session, passwords(config), later, editMode),
        database.loginDates(accounts, later),
        new ProfileRules(editMode, authority),
        // A database of others outlives the realm, with all its users.
        config.database().isBridged()
            ? () -> forgetAfterwards(session, component.getId())
            : users::removeAll,
        availability);
  }

  /** The tokens that the Django service beside a component took back. */
  LegacyBlacklist blacklist(KeycloakSession session, ComponentModel component) {
    LegacyBlacklist blacklist = database(session, component).blacklist(session);
    return jti -> new Availability(session).checked(() -> blacklist.contains(jti));
  }

  /** Whole rows of the Django database that a component bridges; empty if it bridges none. */
  Optional<AccountExport> export(KeycloakSession session, ComponentModel component) {
    return database(session, component).export(session);
  }

  /** The groups of a component's accounts. */
  GroupAdministration groups(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    StorageConfig config = config(realm, component);
    Availability availability = new Availability(session);
    return new GroupAdministration(
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

  private AccountDatabase database(KeycloakSession session, ComponentModel component) {
    RealmModel realm = realmOf(session, component);
    return database(realm, component, config(realm, component));
  }

  private AccountDatabase database(
      RealmModel realm, ComponentModel component, StorageConfig config) {
    return new AccountDatabase(source(), realm, component.getId(), config.database());
  }

  private DjangoPasswords passwords(StorageConfig config) {
    return passwords().with(config.passwords());
  }

  /** What verifies and encodes passwords on this server, for all who do. */
  public ServerPasswords passwords() {
    return Objects.requireNonNull(passwords, "init comes first");
  }

  private AccountsSource source() {
    return Objects.requireNonNull(source, "init comes first");
  }

  /** Whether the Django databases of the server answer. */
  public DatabaseWatch databases() {
    return Objects.requireNonNull(databases, "postInit comes first");
  }

  /** The names of realms without whose database a node is not ready. */
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
  public void init(Config.Scope options) {
    Meters meters = Meters.of(options);
    source = new AccountsSource(meters);
    passwords =
        new ServerPasswords((format, nanos) -> meters.time(Meter.PASSWORD_HASHES, nanos, format));
    realmsOfReadiness =
        Arrays.stream(options.get("readiness-realms", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    passwordDefaults = PasswordDefaults.of(options, Config.scope(PasswordHashSpi.NAME, "argon2"));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    databases = DatabaseWatch.of(factory, new DatabaseRound(factory, this::accounts));
  }

  private Accounts accounts(KeycloakSession session, ComponentModel component) {
    return database(session, component).accounts(session);
  }

  @Override
  public String getId() {
    return ID;
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
    ServerNotes.dropFrom(component);
    try {
      new StoredPassword(session).requireSameDestination(realm, component);
      Destination.seal(component);
      StorageConfig config = config(realm, component);
      passwords(config);
      new StorageValidation(session, realm).require(component, config.database());
    } catch (UnusableSettingException unusable) {
      throw new SettingRefusal(session).of(unusable);
    } catch (DatabaseRefusedException refused) {
      throw new SettingRefusal(session).of(refused);
    } catch (IllegalArgumentException unusable) {
      throw new SettingRefusal(session).of(unusable);
    }
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

  private String version() {
    return Objects.requireNonNullElse(
        getClass().getPackage().getImplementationVersion(), "unknown");
  }
}
