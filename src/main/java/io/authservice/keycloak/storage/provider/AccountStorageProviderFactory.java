package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.authority.StaffConsole;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.options.CheckedOptions;
import io.authservice.keycloak.options.OptionReader;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.health.DatabaseHealth;
import io.authservice.keycloak.storage.health.DatabaseProbe;
import io.authservice.keycloak.storage.health.DatabasesReadinessCheck;
import io.authservice.keycloak.storage.health.WatchedDatabases;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.settings.PasswordDefaults;
import io.authservice.keycloak.storage.settings.StorageComponents;
import io.authservice.keycloak.storage.settings.StorageConfigProperties;
import io.authservice.keycloak.storage.settings.StorageValidation;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
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

/** Where Keycloak finds the user storage, and its settings. */
public final class AccountStorageProviderFactory
    implements UserStorageProviderFactory<AccountStorageProvider>,
        ServerInfoAwareProviderFactory,
        OptionReader,
        WatchedDatabases {

  private @Nullable CheckedOptions read;
  private @Nullable PasswordDefaults passwordDefaults;
  private @Nullable OwnDatabase source;
  private @Nullable ServerPasswords passwords;
  private @Nullable StorageAssembly assembly;
  private @Nullable DatabaseHealth databases;
  private Set<String> realmsOfReadiness = Set.of();

  /** One provider a session, whoever asks: two would know two versions of one user. */
  @Override
  public AccountStorageProvider create(KeycloakSession session, ComponentModel component) {
    String key = getId() + "." + component.getId();
    if (session.getAttribute(key) instanceof AccountStorageProvider known) {
      return known;
    }
    AccountStorageProvider provider = assembly().provider(session, component);
    session.setAttribute(key, provider);
    return provider;
  }

  /** Whose it is what Keycloak keeps under the ids of a realm's accounts. */
  public UserBinding bonds(KeycloakSession session, RealmModel realm) {
    return assembly().bonds(session, realm);
  }

  /** The tokens that the Django service of a component took back. */
  public LegacyBlacklist blacklist(KeycloakSession session, ComponentModel component) {
    LegacyBlacklist blacklist = assembly().database(session, component).blacklist(session);
    return jti -> new StorageFailures(session).checked(() -> blacklist.contains(jti));
  }

  /** The tokens that the Django service of a component issued. */
  public IssuedTokens issuedTokens(KeycloakSession session, ComponentModel component) {
    StorageFailures availability = new StorageFailures(session);
    return (kind, token) ->
        availability.checked(
            () -> assembly().database(session, component).issuedTokens(session).find(kind, token));
  }

  /** Whole rows of the Django database that a component bridges; empty if it bridges none. */
  public Optional<RowExport> export(KeycloakSession session, ComponentModel component) {
    return assembly().database(session, component).export(session);
  }

  /** The groups of a component's accounts. */
  public RealmGroups groups(KeycloakSession session, ComponentModel component) {
    return assembly().groups(session, component);
  }

  private StorageAssembly assembly() {
    return Objects.requireNonNull(assembly, "init comes first");
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

  private PasswordDefaults defaults() {
    return Objects.requireNonNull(passwordDefaults, "init comes first");
  }

  @Override
  public void init(Config.Scope given) {
    read = new CheckedOptions("storage", getId(), given);
    Config.Scope options = read;
    Meters meters = Meters.timing(options, Config.scope("realm-restapi-extension", "auth-service"));
    Traces traces = Traces.of(options);
    source = new OwnDatabase(meters, traces);
    passwords =
        new ServerPasswords(
            (format, nanos) -> {
              meters.time(Meter.PASSWORD_HASHES, nanos, format);
              traces.ended(Traced.PASSWORD_HASH, nanos, format);
            });
    realmsOfReadiness =
        Arrays.stream(options.get("readiness-realms", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    passwordDefaults = PasswordDefaults.of(options, Config.scope(PasswordHashSpi.NAME, "argon2"));
    assembly = new StorageAssembly(source, passwords, passwordDefaults, StaffConsole.of(options));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    databases =
        DatabaseHealth.of(
            factory, new DatabaseProbe(factory, this::accounts, this::missingIndexes));
    DatabasesReadinessCheck.of(this, factory);
  }

  private Accounts accounts(KeycloakSession session, ComponentModel component) {
    return assembly().database(session, component).accounts(session);
  }

  /** Names of the indexes that searches in a component's database lack. */
  public List<String> missingIndexes(KeycloakSession session, ComponentModel component) {
    return assembly().database(session, component).missingIndexes(session);
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
    new StorageValidation(session, realm, defaults(), passwords(), source()).require(component);
  }

  @Override
  public void onUpdate(
      KeycloakSession session, RealmModel realm, ComponentModel before, ComponentModel after) {
    // What is cached may be of another database.
    new CachedUsers(session, realm).forgetAll();
    assembly().forgetAfterwards(session, after.getId());
  }

  @Override
  public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel component) {
    assembly().forgetAfterwards(session, component.getId());
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
