package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Clients;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.token.endpoint.OAuth2Tokens;
import io.authservice.keycloak.token.endpoint.OAuth2Tokens.Live;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.EventType;

/**
 * {@code introspect/} (RFC 7662), for clients with a secret and for bearers of the scope {@code
 * introspection}.
 */
final class IntrospectionEndpoint implements OAuth2Endpoint {

  private static final String BEARER = "bearer ";
  private static final String SCOPE = "introspection";
  private static final String TOKEN = "token";

  private final OAuth2Clients clients;
  private final OAuth2Tokens tokens;
  private final boolean namesSubject;

  /**
   * @param namesSubject whether {@code sub} is told, as django-oauth-toolkit did not
   */
  IntrospectionEndpoint(OAuth2Clients clients, OAuth2Tokens tokens, boolean namesSubject) {
    this.clients = clients;
    this.tokens = tokens;
    this.namesSubject = namesSubject;
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public OAuth2Reply answer(OAuth2Request request) {
    Map<String, String> form = request.isRead() ? asked(request) : request.form().get();
    if (!mayAsk(request, form)) {
      return OAuth2Reply.empty(403);
    }
    return OAuth2Reply.json(
        200,
        Optional.ofNullable(form.get(TOKEN))
            .flatMap(tokens::introspect)
            .map(this::body)
            .orElse(Map.of("active", false)));
  }

  /** Of a URL, in which no client names itself, the token alone is read. */
  private static Map<String, String> asked(OAuth2Request request) {
    return new RawQuery(request.rawQuery())
        .value(TOKEN)
        .map(token -> Map.of(TOKEN, token))
        .orElse(Map.of());
  }

  private boolean mayAsk(OAuth2Request request, Map<String, String> form) {
    Optional<String> bearer =
        request
            .authorization()
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(header -> header.substring(BEARER.length()).strip());
    if (bearer.isPresent() && !form.containsKey("client_id")) {
      return bearer.flatMap(tokens::shown).filter(IntrospectionEndpoint::hasScope).isPresent();
    }
    return clients
        .authenticated(form, EventType.INTROSPECT_TOKEN)
        .filter(client -> !client.isPublicClient())
        .isPresent();
  }

  private static boolean hasScope(Live token) {
    return Arrays.asList(token.scope().split(" ", -1)).contains(SCOPE);
  }

  private Map<String, Object> body(Live token) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("active", true);
    body.put("scope", TokenEndpoint.sorted(token.scope()));
    body.put("exp", token.expiry());
    body.put("client_id", token.clientId());
    if (namesSubject && token.subject() != null) {
      body.put("sub", token.subject());
    }
    if (token.username() != null) {
      body.put("username", token.username());
    }
    if (!token.confirmation().isEmpty()) {
      body.put("cnf", token.confirmation());
    }
    return body;
  }
}
