package io.authservice.keycloak.startup;

import io.authservice.keycloak.admin.page.ConsoleFiles;
import io.authservice.keycloak.admin.page.ConsoleMount;
import io.authservice.keycloak.api.me.MeView;
import io.authservice.keycloak.api.oauth2.OAuth2Mount;
import io.authservice.keycloak.api.oauth2.OAuth2Routes;
import io.authservice.keycloak.api.schema.ApiDocument;
import io.authservice.keycloak.api.schema.SchemaView;
import io.authservice.keycloak.api.tokens.BlacklistView;
import io.authservice.keycloak.api.tokens.ObtainView;
import io.authservice.keycloak.api.tokens.RefreshView;
import io.authservice.keycloak.api.tokens.TokenForm;
import io.authservice.keycloak.api.tokens.VerifyView;
import io.authservice.keycloak.api.users.RealmPasswordPolicy;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.users.UserEvents;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserOptions;
import io.authservice.keycloak.api.users.UserView;
import io.authservice.keycloak.api.users.UsersView;
import io.authservice.keycloak.api.view.ApiResource;
import io.authservice.keycloak.api.view.Authentication;
import io.authservice.keycloak.api.view.BrowsablePage;
import io.authservice.keycloak.api.view.ErrorTranslator;
import io.authservice.keycloak.api.view.Negotiation;
import io.authservice.keycloak.api.view.Permissions;
import io.authservice.keycloak.api.view.Renderer;
import io.authservice.keycloak.api.view.RequestMeter;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewDispatcher;
import io.authservice.keycloak.api.view.ViewMetadata;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.ServiceAccounts;
import io.authservice.keycloak.http.exchange.Cors;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.http.limit.ThrottleRates;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.bearer.BearerTokens;
import io.authservice.keycloak.token.bearer.SignatureCache;
import io.authservice.keycloak.token.bearer.TokenVerification;
import io.authservice.keycloak.token.client.ClientOrigins;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.legacy.LegacyTokenSettings;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.legacy.LegacyUses;
import io.authservice.keycloak.token.refresh.RefreshTokenRevocation;
import io.authservice.keycloak.token.session.SessionEndListener;
import io.authservice.keycloak.token.session.UserRemoval;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the API together, at {@code /realms/<realm>/auth-service/}. */
public final class ApiProviderFactory implements RealmResourceProviderFactory {

  public static final String ID = "auth-service";

  private final JsonWriter json = new JsonWriter();
  private final Negotiation negotiation = new Negotiation();
  private final ApiDocument document = new ApiDocument();
  private final UserForm userForm = new UserForm();
  private final TokenForm tokenForm = new TokenForm();
  private Meters meters = Meters.none();
  private LegacyUses legacyUses = new LegacyUses(meters);
  private final SignatureCache signatures = new SignatureCache();
  private final ConsoleFiles consoleFiles = new ConsoleFiles();
  private @Nullable ApiSettings settings;
  private @Nullable Throttles throttles;
  private @Nullable ListReaders longLists;
  private @Nullable Renderer renderer;
  private Optional<LegacyTokenSettings> legacyRules = Optional.empty();
  private String realmAtTheRoot = "auth-service";

  @Override
  public void init(Config.Scope options) {
    settings = ApiSettings.of(options);
    meters = Meters.of(options);
    legacyUses = new LegacyUses(meters);
    throttles = new Throttles(ThrottleRates.of(options), meters);
    longLists = ListReaders.of(options);
    renderer = new Renderer(json, new BrowsablePage(json), longLists);
    legacyRules = LegacyTokenSettings.of(options);
    realmAtTheRoot = options.get("realm", realmAtTheRoot);
  }

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    ApiSettings options = Objects.requireNonNull(settings, "init comes first");
    RealmAccounts storages = new RealmAccounts(session, session.getContext().getRealm());
    ErrorTranslator errors = new ErrorTranslator(session);
    Renderer answers = Objects.requireNonNull(renderer, "init comes first");
    ClientOrigins origins = new ClientOrigins(session, options.corsOrigins(), options.clientId());
    Cors cors = new Cors(origins::isAllowed, origins::isOfSomeClient);
    return new AuthServiceResourceProvider(
        new ApiResource(
            new ViewDispatcher(
                session,
                new BodyParser(options.maxBodyBytes(), options.maxJsonDepth()),
                negotiation,
                new ViewMetadata(options.emailRequired()),
                () -> authentication(session, storages, options),
                new Permissions(options.scopesLimitMethods()),
                path -> routes(session, storages, options).view(path),
                errors,
                answers,
                cors,
                List.of(
                    new OAuth2Mount(
                        session,
                        () -> new OAuth2Routes(session, storages.storage()),
                        errors,
                        answers,
                        cors),
                    new ConsoleMount(session, consoleFiles, json)),
                new RequestMeter(meters, document::template, session))));
  }

  private Authentication authentication(
      KeycloakSession session, RealmAccounts storages, ApiSettings options) {
    return new Authentication(
        new BearerTokens(
            session, signatures, options.clientId(), legacyTokens(session, storages, options)),
        storages,
        new ServiceAccounts(session.getContext().getRealm()),
        options.clientId());
  }

  private Optional<LegacyTokens> legacyTokens(
      KeycloakSession session, RealmAccounts storages, ApiSettings options) {
    return legacyRules.map(
        rules ->
            new LegacyTokens(
                session,
                rules,
                storages.legacyBlacklist(),
                storages,
                legacyUses,
                options.clientId(),
                options.tokens().rotation()));
  }

  private ApiRoutes routes(KeycloakSession session, RealmAccounts storages, ApiSettings options) {
    Throttles limits = Objects.requireNonNull(throttles, "init comes first");
    UserOptions users =
        new UserOptions(options.emailRequired(), options.listParameters(), options.listMaxLimit());
    AccessPolicy policy = new AccessPolicy(options.visibility(), options.registrationOpen());
    Supplier<Optional<LegacyTokens>> legacy = () -> legacyTokens(session, storages, options);
    // Only who logs in needs the storage, and with it a connection to the database.
    Supplier<TokenIssuer> issuer =
        () ->
            new TokenIssuer(
                session, options.clientId(), storages.storage(), options.tokens().rotation());
    UserChanges changes =
        new UserChanges(
            session,
            storages,
            new RealmPasswordPolicy(session),
            new UserRemoval(session),
            new UserEvents(session, options.clientId()));
    // A realm without its storage can serve tokens to nobody and lists to nobody.
    Supplier<AccountStorageProvider> storage =
        () -> storages.storage().orElseThrow(ApiException::unavailable);
    Supplier<View> me =
        () -> new MeView(() -> storage.get().reads(), options.mePermissions(), options.meGroups());
    return new ApiRoutes(
        Map.of(
            "/api/users/",
            () -> new UsersView(storage.get(), policy, userForm, changes, users, limits),
            "/api/token/",
            () -> new ObtainView(issuer.get(), tokenForm, limits),
            "/api/token/refresh/",
            () -> new RefreshView(issuer.get(), legacy.get(), tokenForm),
            "/api/token/verify/",
            () -> verifyView(session, options, legacy.get()),
            "/api/token/blacklist/",
            () ->
                new BlacklistView(
                    new RefreshTokenRevocation(session, options.clientId()),
                    legacy.get(),
                    tokenForm),
            "/auth/me/",
            me,
            "/api/auth/me/",
            me,
            "/api/schema/",
            () -> new SchemaView(document)),
        id -> new UserView(id, storage.get(), policy, userForm, changes, users, limits));
  }

  private VerifyView verifyView(
      KeycloakSession session, ApiSettings options, Optional<LegacyTokens> legacy) {
    BearerTokens bearers = new BearerTokens(session, signatures, options.clientId(), legacy);
    return new VerifyView(
        new TokenVerification(session, options.clientId(), bearers, legacy), tokenForm);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(new FirstSuperuserSetup(realmAtTheRoot, System.getenv()));
    factory.register(new SessionEndListener());
  }

  @Override
  public void close() {
    if (longLists != null) {
      longLists.close();
    }
  }

  @Override
  public String getId() {
    return ID;
  }
}
