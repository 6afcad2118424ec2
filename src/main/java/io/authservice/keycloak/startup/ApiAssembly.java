package io.authservice.keycloak.startup;

import io.authservice.keycloak.admin.entry.EntryMount;
import io.authservice.keycloak.admin.page.ConsoleFiles;
import io.authservice.keycloak.admin.page.ConsoleMount;
import io.authservice.keycloak.api.oauth2.OAuth2Mount;
import io.authservice.keycloak.api.oauth2.OAuth2Routes;
import io.authservice.keycloak.api.schema.ApiDocument;
import io.authservice.keycloak.api.schema.DescriptionMount;
import io.authservice.keycloak.api.view.ApiResource;
import io.authservice.keycloak.api.view.Authentication;
import io.authservice.keycloak.api.view.BrowsablePage;
import io.authservice.keycloak.api.view.CookieBearer;
import io.authservice.keycloak.api.view.ErrorTranslator;
import io.authservice.keycloak.api.view.Negotiation;
import io.authservice.keycloak.api.view.Permissions;
import io.authservice.keycloak.api.view.Renderer;
import io.authservice.keycloak.api.view.RequestMeter;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewDispatcher;
import io.authservice.keycloak.api.view.ViewMetadata;
import io.authservice.keycloak.authority.ServiceAccounts;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import io.authservice.keycloak.http.exchange.Cors;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.http.exchange.PageFiles;
import io.authservice.keycloak.http.exchange.RememberedOrigins;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.setup.SetupGate;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.bearer.BearerTokens;
import io.authservice.keycloak.token.bearer.SignatureCache;
import io.authservice.keycloak.token.client.ClientOrigins;
import io.authservice.keycloak.token.grant.LoginTurns;
import io.authservice.keycloak.token.legacy.OldTokenUse;
import io.authservice.keycloak.tracing.Traces;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.json.JsonWriter;
import io.authservice.keycloak.wire.json.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Puts the API together: once what all requests share, and anew what belongs to one session. */
final class ApiAssembly implements AutoCloseable {

  private final ApiSettings options;
  private final Meters meters;
  private final Traces traces;
  private final JsonWriter json = new JsonWriter();
  private final Negotiation negotiation = new Negotiation();
  private final ApiDocument document;
  private final SignatureCache signatures = new SignatureCache();
  private final LoginTurns turns = new LoginTurns();
  private final ConsoleFiles consoleFiles = new ConsoleFiles();
  private final Optional<PageFiles> description;
  private final OldTokenAssembly oldTokens;
  private final RememberedOrigins remembered;
  private final Throttles throttles;
  private final ListReaders longLists;
  private final Renderer renderer;
  private final ClientCallRoutes clientCalls;
  private final Optional<BrowserCookies> cookies;
  private final SetupGate setup;
  private final ViewAssembly views;

  /**
   * Reads the options of the API's provider.
   *
   * @param sessions asked once there are requests
   */
  ApiAssembly(Config.Scope options, Supplier<KeycloakSessionFactory> sessions) {
    this.options = ApiSettings.of(options);
    this.setup = new SetupGate(this.options.clientId());
    this.meters = Meters.timing(options, options);
    this.traces = Traces.of(options);
    this.description =
        this.options.swaggerPage() ? Optional.of(DescriptionMount.files()) : Optional.empty();
    this.clientCalls = new ClientCallRoutes(options);
    this.cookies = BrowserCookies.of(options);
    this.document = new ApiDocument(clientCalls.switchedOn(), cookies.map(BrowserCookies::access));
    this.oldTokens = new OldTokenAssembly(options, meters, this.options.tokens());
    this.remembered = new RememberedOrigins(this.options.corsOrigins());
    this.throttles = Throttles.of(options, meters, sessions);
    this.longLists = ListReaders.of(options);
    this.renderer =
        new Renderer(
            json, new YamlWriter(), new BrowsablePage(json), longLists, cookies.isPresent());
    this.views =
        new ViewAssembly(
            this.options, document, clientCalls, cookies, oldTokens, throttles, signatures, turns);
  }

  List<OldTokenUse> oldTokenUses() {
    return oldTokens.uses();
  }

  ApiResource resource(KeycloakSession session) {
    RealmAccounts storages = new RealmAccounts(session, session.getContext().getRealm());
    ErrorTranslator errors = new ErrorTranslator(session);
    ClientOrigins origins = new ClientOrigins(session, options.corsOrigins(), options.clientId());
    Cors cors = cors(session, origins);
    return new ApiResource(
        new ViewDispatcher(
            session,
            new BodyParser(options.maxBodyBytes(), options.maxJsonDepth()),
            negotiation,
            new ViewMetadata(options.emailRequired(), () -> ViewAssembly.shape(storages)),
            () -> authentication(session, storages, origins),
            new Permissions(options.scopesLimitMethods()),
            path -> view(path, session, storages, origins),
            errors,
            renderer,
            cors,
            mounts(session, storages, errors, cors),
            new RequestMeter(meters, traces, document::template, session)));
  }

  /** The document is told by a realm that cannot serve what it describes, too. */
  private Optional<View> view(
      String path, KeycloakSession session, RealmAccounts storages, ClientOrigins origins) {
    if (document.template(path).isPresent() && !path.equals(ApiPath.SCHEMA.text())) {
      setup.require(session);
    }
    return views.routes(session, storages, origins).view(path);
  }

  private List<Mount> mounts(
      KeycloakSession session, RealmAccounts storages, ErrorTranslator errors, Cors cors) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(
        new EntryMount(
            session, description.isPresent() ? DescriptionMount.PATH : ApiPath.SCHEMA.text()));
    mounts.add(
        new OAuth2Mount(
            session,
            () ->
                new OAuth2Routes(
                    session,
                    storages.storage(),
                    turns,
                    oldTokens.all(session, storages),
                    options.clientId(),
                    options.introspectionSubject()),
            errors,
            renderer,
            cors));
    mounts.add(new ConsoleMount(session, consoleFiles, json));
    description.ifPresent(files -> mounts.add(new DescriptionMount(session, files)));
    return mounts;
  }

  private Cors cors(KeycloakSession session, ClientOrigins origins) {
    return new Cors(
        session.getContext().getRealm().getId(),
        new Cors.Origins(origins::isAllowed, origins::isOfSomeClient),
        options.corsCredentials()
            ? new Cors.Origins(origins::isNamed, origins::isNamedBySomeClient)
            : Cors.Origins.NONE,
        remembered);
  }

  private Authentication authentication(
      KeycloakSession session, RealmAccounts storages, ClientOrigins origins) {
    return new Authentication(
        new BearerTokens(session, signatures, options.clientId(), oldTokens.all(session, storages)),
        storages,
        new ServiceAccounts(session.getContext().getRealm()),
        options.clientId(),
        cookies.map(
            kept -> new CookieBearer(session, kept, ViewAssembly.csrfCheck(session, origins))));
  }

  @Override
  public void close() {
    throttles.close();
    longLists.close();
    clientCalls.close();
  }
}
