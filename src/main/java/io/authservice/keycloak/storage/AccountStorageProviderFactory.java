package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.AccountsSource;
import io.authservice.keycloak.persistence.FederatedRows;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.credential.hash.PasswordHashSpi;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderFactory;
import org.keycloak.storage.UserStorageUtil;

/** Puts the user storage together. */
public final class AccountStorageProviderFactory
    implements UserStorageProviderFactory<AccountStorageProvider>, ServerInfoAwareProviderFactory {

  public static final String ID = "auth-service-users";

  private @Nullable PasswordDefaults passwordDefaults;
  private final AccountsSource source = new AccountsSource();
  private final ServerPasswords passwords = new ServerPasswords();

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
    RealmModel realm =
        Objects.requireNonNull(session.realms().getRealm(component.getParentId()), "realm");
    Availability availability = new Availability(session);
    Accounts accounts = availability.checked(() -> source.accounts(session));
    PrivilegeGuard guard = new PrivilegeGuard(session, realm);
    GroupNames djangoGroups = new GroupNames(accounts.permissions());
    AccountUsers users =
        new AccountUsers(
            accounts,
            new FederatedRows(session, realm.getId()),
            djangoGroups,
            Clock.systemUTC(),
            entry -> new AccountUser(session, realm, component, entry, guard, djangoGroups),
            new TypedUsername(session));
    return new AccountStorageProvider(
        new AccountReads(accounts, availability),
        users,
        new UserSearch(realm, UserStorageUtil.userFederatedStorage(session)),
        new StaffRoles(realm),
        new PasswordCredentials(session, passwords(realm, component), source::accounts),
        availability);
  }

  private DjangoPasswords passwords(RealmModel realm, ComponentModel component) {
    return passwords.with(config(realm, component).passwords());
  }

  /** What verifies and encodes passwords on this server, for all who do. */
  public ServerPasswords passwords() {
    return passwords;
  }

  private StorageConfig config(RealmModel realm, ComponentModel component) {
    return StorageConfig.of(
        component,
        realm.getPasswordPolicy(),
        Objects.requireNonNull(passwordDefaults, "init comes first"));
  }

  @Override
  public void init(Config.Scope options) {
    passwordDefaults = PasswordDefaults.of(options, Config.scope(PasswordHashSpi.NAME, "argon2"));
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
    return StorageConfigProperties.all();
  }

  /**
   * Checks the settings, and that no other realm keeps its users in the same tables: they have no
   * realm column, so two realms would share every user.
   */
  @Override
  public void validateConfiguration(
      KeycloakSession session, RealmModel realm, ComponentModel component) {
    try {
      passwords(realm, component);
    } catch (IllegalArgumentException unusable) {
      throw new ComponentValidationException(unusable.getMessage(), unusable);
    }
    boolean taken =
        session
            .realms()
            .getRealmsWithProviderTypeStream(UserStorageProvider.class)
            .filter(other -> !other.getId().equals(realm.getId()))
            .flatMap(
                other ->
                    other.getComponentsStream(other.getId(), UserStorageProvider.class.getName()))
            .anyMatch(other -> ID.equals(other.getProviderId()));
    if (taken) {
      throw new ComponentValidationException(
          "Another realm of this server keeps its users in these tables already");
    }
  }

  @Override
  public Map<String, String> getOperationalInfo() {
    String version = getClass().getPackage().getImplementationVersion();
    return Map.of("version", Objects.requireNonNullElse(version, "unknown"));
  }
}
