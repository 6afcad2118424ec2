package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.view.ApiResource;
import io.authservice.keycloak.http.routing.RoutingOptions;
import io.authservice.keycloak.options.CheckedOptions;
import io.authservice.keycloak.options.OptionReader;
import io.authservice.keycloak.storage.remains.LinkListener;
import io.authservice.keycloak.token.grant.RefusedLoginPage;
import io.authservice.keycloak.token.legacy.OldTokenUse;
import io.authservice.keycloak.token.legacy.OldTokenWatch;
import io.authservice.keycloak.token.refresh.TokenSettings;
import io.authservice.keycloak.token.session.SessionEndListener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Where Keycloak finds the API, at {@code /realms/<realm>/auth-service/}, and where the extension
 * learns that the server is up.
 */
public final class ApiProviderFactory
    implements RealmResourceProviderFactory, OptionReader, OldTokenWatch {

  private static final String ID = "auth-service";

  private @Nullable ApiAssembly api;
  private @Nullable CheckedOptions read;
  private @Nullable KeycloakSessionFactory sessions;
  private String realmAtTheRoot = "auth-service";
  private String apiClient = "";

  @Override
  public void init(Config.Scope given) {
    ServerVersion.of(Version.VERSION).require();
    read = new CheckedOptions("realm-restapi-extension", ID, given);
    Config.Scope options = read;
    // The routing reads its own before there is a provider, and says nothing at the start.
    RoutingOptions.check(options);
    api = new ApiAssembly(options, () -> Objects.requireNonNull(sessions, "requests come last"));
    realmAtTheRoot = options.get("realm", realmAtTheRoot);
    apiClient = TokenSettings.of(options).clientId();
  }

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new ApiProvider(Objects.requireNonNull(api, "init comes first").resource(session));
  }

  private record ApiProvider(ApiResource resource) implements RealmResourceProvider {

    @Override
    public Object getResource() {
      return resource;
    }

    @Override
    public void close() {}
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    sessions = factory;
    OptionCheck.run(factory, Objects.requireNonNull(read, "init comes first"));
    factory.register(new FirstSuperuserSetup(realmAtTheRoot, System.getenv()));
    factory.register(new SetupNote(realmAtTheRoot, apiClient));
    factory.register(new AddressesNote(realmAtTheRoot));
    factory.register(new SessionEndListener());
    factory.register(new RefusedLoginPage());
    factory.register(new LinkListener());
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
  }

  @Override
  public List<OldTokenUse> oldTokens() {
    return Objects.requireNonNull(api, "init comes first").oldTokenUses();
  }

  @Override
  public Optional<CheckedOptions> readOptions() {
    return Optional.ofNullable(read);
  }

  @Override
  public String getId() {
    return ID;
  }
}
