package io.authservice.keycloak.oauth2;

import io.authservice.keycloak.storage.AccountStorageProvider;
import io.authservice.keycloak.token.NativeEndpoints;
import io.authservice.keycloak.token.OAuth2Clients;
import io.authservice.keycloak.token.OAuth2Grants;
import io.authservice.keycloak.token.OAuth2Tokens;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/** The addresses of django-oauth-toolkit below {@code /o/}, each matched whole. */
public final class OAuth2Service {

  /** Django's slug, in which the numbers of applications and tokens stood. */
  private static final String SLUG = "[-a-zA-Z0-9_]+";

  private static final Pattern APPLICATION =
      Pattern.compile("/o/applications/" + SLUG + "/((delete|update)/)?");
  private static final Pattern AUTHORIZED_TOKEN =
      Pattern.compile("/o/authorized_tokens/" + SLUG + "/delete/");

  private final Map<String, OAuth2Endpoint> endpoints;
  private final Map<Pattern, OAuth2Endpoint> numbered;

  /** Puts the endpoints together for one request. */
  public OAuth2Service(KeycloakSession session, Optional<AccountStorageProvider> storage) {
    NativeEndpoints keycloak = new NativeEndpoints(session);
    OAuth2Clients clients = new OAuth2Clients(session);
    OAuth2Tokens tokens = new OAuth2Tokens(session);
    OAuth2Endpoint console = Page.of(keycloak::clientsPage);
    OAuth2Endpoint consents = Page.of(keycloak::applicationsPage);
    this.endpoints =
        Map.ofEntries(
            Map.entry("/o/authorize/", new Authorization(keycloak, clients)),
            Map.entry("/o/logout/", Page.takingForms(keycloak::logout)),
            Map.entry("/o/token/", new TokenGrant(new OAuth2Grants(session, storage))),
            Map.entry("/o/revoke_token/", new TokenRevocation(tokens)),
            Map.entry("/o/introspect/", new TokenIntrospection(clients, tokens)),
            Map.entry(
                "/o/userinfo/",
                new NativeAnswer(List.of("GET", "POST"), false, keycloak::userInfo)),
            Map.entry(
                "/o/device-authorization/",
                new NativeAnswer(List.of("POST"), false, keycloak::deviceAuthorization)),
            Map.entry(
                "/o/.well-known/openid-configuration/",
                new NativeAnswer(List.of("GET"), true, form -> keycloak.discovery())),
            Map.entry(
                "/o/.well-known/jwks.json/",
                new NativeAnswer(List.of("GET"), true, form -> keycloak.keys())),
            Map.entry("/o/applications/", console),
            Map.entry("/o/applications/register/", console),
            Map.entry("/o/authorized_tokens/", consents),
            Map.entry("/o/device/", Page.takingQuery(keycloak::devicePage)));
    this.numbered = Map.of(APPLICATION, console, AUTHORIZED_TOKEN, consents);
  }

  /**
   * Answers a request.
   *
   * @param path below the mount point, with leading and trailing slash
   * @return empty if nothing is served at the path
   */
  public Optional<Reply> answer(String path, OAuth2Request request) {
    return Optional.ofNullable(endpoints.get(path))
        .or(() -> numbered(path))
        .map(endpoint -> answer(endpoint, request));
  }

  private Optional<OAuth2Endpoint> numbered(String path) {
    return numbered.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether the path is complete without a slash at its end, as the well-known ones are. */
  public static boolean endsWithoutSlash(String path) {
    return path.startsWith("/o/.well-known/");
  }

  private static Reply answer(OAuth2Endpoint endpoint, OAuth2Request request) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    if (endpoint.methods().contains(method)) {
      return endpoint.answer(request);
    }
    return Reply.empty(method.equals("OPTIONS") ? 200 : 405)
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
