package io.authservice.keycloak.rest;

import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.ServiceAccounts;
import io.authservice.keycloak.bootstrap.FirstSuperuserSetup;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.oauth2.OAuth2Service;
import io.authservice.keycloak.storage.AccountStorageProvider;
import io.authservice.keycloak.storage.AccountStorages;
import io.authservice.keycloak.token.BearerTokens;
import io.authservice.keycloak.token.LegacyTokenRules;
import io.authservice.keycloak.token.LegacyTokens;
import io.authservice.keycloak.token.LegacyUses;
import io.authservice.keycloak.token.SessionEnding;
import io.authservice.keycloak.token.TokenBlacklist;
import io.authservice.keycloak.token.TokenCheck;
import io.authservice.keycloak.token.TokenIssuer;
import io.authservice.keycloak.token.UserRemoval;
import io.authservice.keycloak.token.VerifiedSignatures;
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
import java.util.Optional;
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
  private final Negotiation negotiation = new Negotiation();
  private final ApiDocument document = new ApiDocument();
  private final UserForm userForm = new UserForm();
  private final TokenForm tokenForm = new TokenForm();
  private Meters meters = Meters.none();
  private LegacyUses legacyUses = new LegacyUses(meters);
  private final VerifiedSignatures signatures = new VerifiedSignatures();
  private final ConsoleFiles consoleFiles = new ConsoleFiles();
  private @Nullable ApiSettings settings;
  private @Nullable Throttles throttles;
  private @Nullable LongLists longLists;
  private @Nullable Renderer renderer;
  private Optional<LegacyTokenRules> legacyRules = Optional.empty();
  private String realmAtTheRoot = "auth-service";

  @Override
  public void init(Config.Scope options) {
    settings = ApiSettings.of(options);
    meters = Meters.of(options);
    legacyUses = new LegacyUses(meters);
    throttles = new Throttles(ThrottleRates.of(options), meters);
    longLists = LongLists.of(options);
    renderer = new Renderer(json, new Page(json), longLists);
    legacyRules = LegacyTokenRules.of(options);
    realmAtTheRoot = options.get("realm", realmAtTheRoot);
  }

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    ApiSettings options = Objects.requireNonNull(settings, "init comes first");
    AccountStorages storages = new AccountStorages(session, session.getContext().getRealm());
    ErrorTranslator errors = new ErrorTranslator(session);
    Renderer answers = Objects.requireNonNull(renderer, "init comes first");
    Cors cors = new Cors(session, options);
    return new AuthServiceResourceProvider(
        new ApiResource(
            new ApiExchange(
                session,
                new BodyParser(options.maxBodyBytes(), options.maxJsonDepth()),
                negotiation,
                new ViewMetadata(options.emailRequired()),
                () -> authentication(session, storages, options),
                new Permissions(options),
                () -> routes(session, storages, options),
                errors,
                answers,
                cors,
                new OAuth2Exchange(
                    session,
                    () -> new OAuth2Service(session, storages.storage()),
                    errors,
                    answers,
                    cors),
                new ConsoleExchange(session, consoleFiles, json),
                new RequestMeter(meters, document, session))));
  }

  private Authentication authentication(
      KeycloakSession session, AccountStorages storages, ApiSettings options) {
    return new Authentication(
        new BearerTokens(
            session, signatures, options.clientId(), legacyTokens(session, storages, options)),
        storages,
        new ServiceAccounts(session.getContext().getRealm()),
        options.clientId());
  }

  private Optional<LegacyTokens> legacyTokens(
      KeycloakSession session, AccountStorages storages, ApiSettings options) {
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

  private ApiRoutes routes(KeycloakSession session, AccountStorages storages, ApiSettings options) {
    Throttles limits = Objects.requireNonNull(throttles, "init comes first");
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
            new PasswordRules(session),
            new UserRemoval(session),
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
            () -> new UsersView(storage.get(), policy, userForm, changes, options, limits),
            "/api/token/",
            () -> new ObtainView(issuer.get(), tokenForm, limits),
            "/api/token/refresh/",
            () -> new RefreshView(issuer.get(), legacy.get(), tokenForm),
            "/api/token/verify/",
            () -> verifyView(session, options, legacy.get()),
            "/api/token/blacklist/",
            () ->
                new BlacklistView(
                    new TokenBlacklist(session, options.clientId()), legacy.get(), tokenForm),
            "/auth/me/",
            me,
            "/api/auth/me/",
            me,
            "/api/schema/",
            () -> new SchemaView(document)),
        id -> new UserView(id, storage.get(), policy, userForm, changes, options, limits));
  }

  private VerifyView verifyView(
      KeycloakSession session, ApiSettings options, Optional<LegacyTokens> legacy) {
    BearerTokens bearers = new BearerTokens(session, signatures, options.clientId(), legacy);
    return new VerifyView(new TokenCheck(session, options.clientId(), bearers, legacy), tokenForm);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(new FirstSuperuserSetup(realmAtTheRoot, System.getenv()));
    factory.register(new SessionEnding());
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
