package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.AccessPolicy;
import io.authservice.keycloak.bootstrap.FirstSuperuserSetup;
import io.authservice.keycloak.oauth2.OAuth2Service;
import io.authservice.keycloak.storage.AccountStorageProvider;
import io.authservice.keycloak.storage.AccountStorages;
import io.authservice.keycloak.token.BearerTokens;
import io.authservice.keycloak.token.TokenIssuer;
import io.authservice.keycloak.token.UserRemoval;
import io.authservice.keycloak.token.UserSessions;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.BodyParser;
import io.authservice.keycloak.wire.JsonWriter;
import io.authservice.keycloak.wire.Negotiation;
import io.authservice.keycloak.wire.Page;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.UserForm;
import io.authservice.keycloak.wire.ViewMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the API together, at {@code /realms/<realm>/auth-service/}. */
public final class AuthServiceResourceProviderFactory implements RealmResourceProviderFactory {

  public static final String ID = "auth-service";

  private final JsonWriter json = new JsonWriter();
  private final Renderer renderer = new Renderer(json, new Page(json));
  private final Negotiation negotiation = new Negotiation();
  private final UserForm userForm = new UserForm();
  private final TokenForm tokenForm = new TokenForm();
  private @Nullable ApiSettings settings;
  private String realmAtTheRoot = "auth-service";

  @Override
  public void init(Config.Scope options) {
    settings = ApiSettings.of(options);
    realmAtTheRoot = options.get("realm", realmAtTheRoot);
  }

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    ApiSettings options = Objects.requireNonNull(settings, "init comes first");
    AccountStorages storages = new AccountStorages(session, session.getContext().getRealm());
    ErrorTranslator errors = new ErrorTranslator(session);
    Cors cors = new Cors(session, options);
    return new AuthServiceResourceProvider(
        new ApiResource(
            new ApiExchange(
                session,
                options,
                new BodyParser(options.maxBodyBytes(), options.maxJsonDepth()),
                negotiation,
                new ViewMetadata(options.emailRequired()),
                () -> authentication(session, storages, options),
                () -> routes(session, storages, options),
                errors,
                renderer,
                cors,
                new OAuth2Exchange(
                    session,
                    () -> new OAuth2Service(session, storages.storage()),
                    errors,
                    renderer,
                    cors))));
  }

  private static Authentication authentication(
      KeycloakSession session, AccountStorages storages, ApiSettings options) {
    return new Authentication(
        new BearerTokens(session, options.clientId()), storages, options.clientId());
  }

  private ApiRoutes routes(KeycloakSession session, AccountStorages storages, ApiSettings options) {
    AccessPolicy policy = new AccessPolicy(options.visibility());
    TokenIssuer issuer = new TokenIssuer(session, options.clientId(), storages.storage());
    UserChanges changes =
        new UserChanges(
            session,
            storages,
            new PasswordRules(session),
            new UserRemoval(session),
            new UserSessions(session),
            new ApiEvents(session, options.clientId()));
    // A realm without its storage can serve tokens to nobody and lists to nobody.
    Supplier<AccountStorageProvider> storage =
        () -> storages.storage().orElseThrow(ApiException::unavailable);
    Supplier<View> me =
        () ->
            options.mePermissions() || options.meGroups()
                ? new MeView(new MeExtras(storage.get().reads(), options))
                : new MeView();
    return new ApiRoutes(
        Map.of(
            "/api/users/",
            () -> new UsersView(storage.get(), policy, userForm, changes, options),
            "/api/token/",
            () -> new ObtainView(issuer, tokenForm),
            "/api/token/refresh/",
            () -> new RefreshView(issuer, tokenForm),
            "/auth/me/",
            me,
            "/api/auth/me/",
            me),
        id -> new UserView(id, storage.get(), policy, userForm, changes, options));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(new FirstSuperuserSetup(realmAtTheRoot, System.getenv()));
  }

  @Override
  public void close() {}

  @Override
  public String getId() {
    return ID;
  }
}
