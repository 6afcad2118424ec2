package io.authservice.keycloak.token.client;

import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.password.HashTimes;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.storage.provider.AccountStorageProviderFactory;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.storage.UserStorageProvider;

/** Offers secrets carried over from Django as one more way for a client to authenticate. */
public final class DjangoSecretAuthenticatorFactory implements ClientAuthenticatorFactory {

  public static final String ID = "auth-service-django-secret";

  private Meters meters = Meters.none();
  private @Nullable DjangoSecretAuthenticator authenticator;

  @Override
  public ClientAuthenticator create() {
    return Objects.requireNonNull(authenticator, "postInit comes first");
  }

  @Override
  public ClientAuthenticator create(KeycloakSession session) {
    return create();
  }

  /** A realm asks for these secrets from its first client that has one. */
  @Override
  public void postInit(KeycloakSessionFactory factory) {
    authenticator =
        new DjangoSecretAuthenticator(
            new SecretCache(passwords(factory).with(PasswordSettings.forStoredAlone())), meters);
    factory.register(
        event -> {
          if (event instanceof ClientModel.ClientUpdatedEvent updated
              && ID.equals(updated.getUpdatedClient().getClientAuthenticatorType())) {
            new ClientAuthenticationFlow(updated.getUpdatedClient().getRealm()).require(ID);
          }
        });
  }

  /** The storage's, so that both keep to one share of the heap; a server may have none. */
  private static ServerPasswords passwords(KeycloakSessionFactory factory) {
    return factory.getProviderFactory(UserStorageProvider.class, StorageComponents.PROVIDER_ID)
            instanceof AccountStorageProviderFactory storage
        ? storage.passwords()
        : new ServerPasswords(HashTimes.IGNORED);
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Secret carried over from Django";
  }

  @Override
  public String getHelpText() {
    return "Validates the client by 'client_id' and 'client_secret', of which only the hash made by"
        + " django-oauth-toolkit is known.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigPropertiesPerClient() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(DjangoSecretAuthenticator.HASH)
        .label("Hash of the secret")
        .helpText("The application's client_secret as Django's database holds it.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .build();
  }

  @Override
  public Set<String> getProtocolAuthenticatorMethods(String loginProtocol) {
    return loginProtocol.equals(OIDCLoginProtocol.LOGIN_PROTOCOL)
        ? Set.of(OIDCLoginProtocol.CLIENT_SECRET_BASIC, OIDCLoginProtocol.CLIENT_SECRET_POST)
        : Set.of();
  }

  /** Nobody knows the secret but the client. */
  @Override
  public Map<String, Object> getAdapterConfiguration(KeycloakSession session, ClientModel client) {
    return Map.of();
  }

  @Override
  public Requirement[] getRequirementChoices() {
    return new Requirement[] {Requirement.ALTERNATIVE, Requirement.DISABLED};
  }

  @Override
  public boolean isConfigurable() {
    return false;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public boolean isUserSetupAllowed() {
    return false;
  }

  @Override
  public @Nullable String getReferenceCategory() {
    return null;
  }

  @Override
  public void init(Config.Scope options) {
    meters = Meters.of(options);
  }

  @Override
  public void close() {}
}
