package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.api.me.MeView;
import io.authservice.keycloak.api.schema.ApiDocument;
import io.authservice.keycloak.api.schema.SchemaView;
import io.authservice.keycloak.api.session.TokenCookies;
import io.authservice.keycloak.api.tokens.BlacklistView;
import io.authservice.keycloak.api.tokens.ObtainView;
import io.authservice.keycloak.api.tokens.PasswordLogin;
import io.authservice.keycloak.api.tokens.RefreshView;
import io.authservice.keycloak.api.tokens.TokenForm;
import io.authservice.keycloak.api.tokens.TokenRenewal;
import io.authservice.keycloak.api.tokens.VerifyView;
import io.authservice.keycloak.api.users.RealmPasswordPolicy;
import io.authservice.keycloak.api.users.Registration;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.users.UserEvents;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserView;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.api.users.UsersView;
import io.authservice.keycloak.api.view.CsrfCheck;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.bearer.BearerTokens;
import io.authservice.keycloak.token.bearer.CsrfTokens;
import io.authservice.keycloak.token.bearer.SignatureCache;
import io.authservice.keycloak.token.bearer.TokenVerification;
import io.authservice.keycloak.token.client.ClientOrigins;
import io.authservice.keycloak.token.grant.LoginTurns;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.legacy.OldTokens;
import io.authservice.keycloak.token.refresh.RefreshTokenRevocation;
import io.authservice.keycloak.token.session.UserRemoval;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;

/** Puts the views of a session's paths together, each when it is asked for. */
final class ViewAssembly {

  private final UserForm userForm = new UserForm();
  private final TokenForm tokenForm = new TokenForm();
  private final ApiSettings options;
  private final ApiDocument document;
  private final ClientCallRoutes clientCalls;
  private final Optional<BrowserCookies> cookies;
  private final OldTokenAssembly oldTokens;
  private final Throttles throttles;
  private final SignatureCache signatures;
  private final LoginTurns turns;

  ViewAssembly(
      ApiSettings options,
      ApiDocument document,
      ClientCallRoutes clientCalls,
      Optional<BrowserCookies> cookies,
      OldTokenAssembly oldTokens,
      Throttles throttles,
      SignatureCache signatures,
      LoginTurns turns) {
    this.options = options;
    this.document = document;
    this.clientCalls = clientCalls;
    this.cookies = cookies;
    this.oldTokens = oldTokens;
    this.throttles = throttles;
    this.signatures = signatures;
    this.turns = turns;
  }

  ApiRoutes routes(KeycloakSession session, RealmAccounts storages, ClientOrigins origins) {
    OptionalInt longestPage =
        options.listParameters() ? OptionalInt.of(options.listMaxLimit()) : OptionalInt.empty();
    AccessPolicy policy = new AccessPolicy(options.visibility(), options.registrationOpen());
    Supplier<Optional<LegacyTokens>> legacy = () -> oldTokens.signed(session, storages);
    // Only who logs in needs the storage, and with it a connection to the database.
    Supplier<TokenIssuer> issuer =
        () ->
            new TokenIssuer(
                session,
                options.clientId(),
                storages.storage(),
                options.tokens().rotation(),
                turns);
    UserChanges changes =
        new UserChanges(
            new UserWrites(
                session, storages, new RealmPasswordPolicy(session), new UserRemoval(session)),
            storages,
            new UserEvents(session, options.clientId()));
    // While its storage is switched off a realm serves nobody.
    Supplier<AccountStorageProvider> storage =
        () -> storages.storage().orElseThrow(ApiException::unavailable);
    Registration registration =
        new Registration(policy, userForm, changes, options.emailRequired(), throttles);
    Supplier<View> me =
        () -> new MeView(() -> storage.get().reads(), options.mePermissions(), options.meGroups());
    Supplier<PasswordLogin> login = () -> new PasswordLogin(issuer.get(), throttles);
    Supplier<TokenRenewal> renewal = () -> new TokenRenewal(issuer.get(), legacy.get());
    Map<ApiPath, Supplier<View>> own =
        Map.of(
            ApiPath.USERS,
            () -> new UsersView(storage.get(), policy, registration, longestPage),
            ApiPath.TOKEN,
            () -> new ObtainView(login.get(), tokenForm, isKnownByEmail(session)),
            ApiPath.TOKEN_REFRESH,
            () -> new RefreshView(renewal.get(), tokenForm),
            ApiPath.TOKEN_VERIFY,
            () -> verifyView(session, oldTokens.all(session, storages)),
            ApiPath.TOKEN_BLACKLIST,
            () ->
                new BlacklistView(
                    new RefreshTokenRevocation(session, options.clientId()),
                    legacy.get(),
                    tokenForm),
            ApiPath.ME,
            me,
            ApiPath.API_ME,
            me,
            ApiPath.SCHEMA,
            () -> new SchemaView(document, () -> shape(storages)));
    Map<ApiPath, Supplier<View>> all = new EnumMap<>(own);
    all.putAll(
        clientCalls.views(
            new ClientCallRoutes.Parts(
                session,
                storages,
                storage,
                login,
                renewal,
                legacy,
                changes,
                registration,
                options.emailRequired(),
                userForm,
                tokenForm,
                throttles,
                turns,
                options.clientId(),
                () ->
                    new TokenCookies(
                        session, cookies, new CsrfTokens(session), csrfCheck(session, origins)),
                own)));
    return new ApiRoutes(
        all,
        id ->
            new UserView(
                id, storage.get(), policy, userForm, changes, options.emailRequired(), throttles));
  }

  /** A realm without a storage has nobody, and is told of as one whose users are Django's. */
  static RecordShape shape(RealmAccounts storages) {
    return storages
        .storage()
        .map(storage -> RecordShape.of(storage.reads()))
        .orElse(RecordShape.DJANGO);
  }

  private VerifyView verifyView(KeycloakSession session, OldTokens old) {
    BearerTokens bearers = new BearerTokens(session, signatures, options.clientId(), old);
    return new VerifyView(
        new TokenVerification(session, options.clientId(), bearers, old.signed()), tokenForm);
  }

  private static boolean isKnownByEmail(KeycloakSession session) {
    return session.getContext().getRealm().isRegistrationEmailAsUsername();
  }

  static CsrfCheck csrfCheck(KeycloakSession session, ClientOrigins origins) {
    return new CsrfCheck(new CsrfTokens(session), origins::isSpeltOut);
  }
}
