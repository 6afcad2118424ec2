package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.view.ApiResource;
import io.authservice.keycloak.storage.remains.LinkListener;
import io.authservice.keycloak.token.grant.RefusedLoginPage;
import io.authservice.keycloak.token.refresh.TokenSettings;
import io.authservice.keycloak.token.session.SessionEndListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Where Keycloak finds the API, at {@code /realms/<realm>/auth-service/}, and where the extension
 * learns that the server is up.
 */
public final class ApiProviderFactory implements RealmResourceProviderFactory {

  private static final String ID = "auth-service";

  private @Nullable ApiAssembly api;
  private String realmAtTheRoot = "auth-service";
  private String apiClient = "";

  @Override
  public void init(Config.Scope options) {
    api = new ApiAssembly(options);
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
  public String getId() {
    return ID;
  }
}
