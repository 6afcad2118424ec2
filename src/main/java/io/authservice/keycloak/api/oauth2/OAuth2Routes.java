package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.endpoint.KeycloakEndpoints;
import io.authservice.keycloak.token.endpoint.OAuth2Clients;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.token.endpoint.OAuth2Tokens;
import io.authservice.keycloak.token.grant.LoginTurns;
import io.authservice.keycloak.token.grant.OAuth2Grants;
import io.authservice.keycloak.token.legacy.OldTokens;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * The addresses of django-oauth-toolkit below {@code /o/}, each matched whole. The toolkit's pages
 * of one application or token are no addresses of their own here: routing leads them to the page
 * for all.
 */
public final class OAuth2Routes {

  private static final String PREFIX = "/o/";

  private final Map<String, OAuth2Endpoint> endpoints;

  /**
   * Puts the endpoints together for one request.
   *
   * @param old the old service's tokens that are accepted too
   * @param apiClientId the client that stands for the API
   * @param introspectionNamesSubject whether introspection tells {@code sub} as well
   */
  public OAuth2Routes(
      KeycloakSession session,
      Optional<AccountStorageProvider> storage,
      LoginTurns turns,
      OldTokens old,
      String apiClientId,
      boolean introspectionNamesSubject) {
    KeycloakEndpoints keycloak = new KeycloakEndpoints(session);
    OAuth2Clients clients = new OAuth2Clients(session);
    OAuth2Tokens tokens = new OAuth2Tokens(session, old, apiClientId);
    OAuth2Endpoint console = PageRedirect.of(keycloak::clientsPage);
    this.endpoints =
        Map.ofEntries(
            Map.entry(ApiPath.AUTHORIZE.text(), new AuthorizationEndpoint(keycloak, clients)),
            Map.entry(ApiPath.LOGOUT.text(), PageRedirect.takingForms(keycloak::logout)),
            Map.entry(
                ApiPath.OAUTH2_TOKEN.text(),
                new TokenEndpoint(new OAuth2Grants(session, storage, turns, old.stored()))),
            Map.entry(ApiPath.REVOKE_TOKEN.text(), new RevocationEndpoint(tokens)),
            Map.entry(
                ApiPath.INTROSPECT.text(),
                new IntrospectionEndpoint(clients, tokens, introspectionNamesSubject)),
            Map.entry(
                ApiPath.USERINFO.text(),
                new PassThroughEndpoint(List.of("GET", "POST"), false, keycloak::userInfo)),
            Map.entry(
                ApiPath.DEVICE_AUTHORIZATION.text(),
                new PassThroughEndpoint(List.of("POST"), false, keycloak::deviceAuthorization)),
            Map.entry(
                ApiPath.DISCOVERY.text(),
                new PassThroughEndpoint(List.of("GET"), true, form -> keycloak.discovery())),
            Map.entry(
                ApiPath.KEYS.text(),
                new PassThroughEndpoint(List.of("GET"), true, form -> keycloak.keys())),
            Map.entry(ApiPath.APPLICATIONS.text(), console),
            Map.entry(ApiPath.NEW_APPLICATION.text(), console),
            Map.entry(
                ApiPath.AUTHORIZED_TOKENS.text(), PageRedirect.of(keycloak::applicationsPage)),
            Map.entry(ApiPath.DEVICE.text(), PageRedirect.takingQuery(keycloak::devicePage)));
  }

  /**
   * Answers a request.
   *
   * @param path below the mount point, with leading and trailing slash
   * @return empty if nothing is served at the path
   */
  public Optional<OAuth2Reply> answer(String path, OAuth2Request request) {
    return Optional.ofNullable(endpoints.get(path)).map(endpoint -> answer(endpoint, request));
  }

  /** Whether a path below the mount point is answered here, be it with "not found". */
  public static boolean serves(String path) {
    return path.startsWith(PREFIX);
  }

  /** Whether the path is complete without a slash at its end, as the well-known ones are. */
  public static boolean endsWithoutSlash(String path) {
    return path.startsWith("/o/.well-known/");
  }

  private static OAuth2Reply answer(OAuth2Endpoint endpoint, OAuth2Request request) {
    if (!request.secure() && !endpoint.isPage()) {
      return OAuth2Error.httpsRequired().reply();
    }
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    if (endpoint.methods().contains(method)) {
      return endpoint.answer(request);
    }
    return OAuth2Reply.empty(method.equals("OPTIONS") ? 200 : 405)
        .with(HttpHeaders.ALLOW, allowed(endpoint));
  }

  private static String allowed(OAuth2Endpoint endpoint) {
    List<String> methods = new ArrayList<>(endpoint.methods());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
