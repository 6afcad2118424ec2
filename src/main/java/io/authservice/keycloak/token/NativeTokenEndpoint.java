package io.authservice.keycloak.token;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Keycloak's token endpoint called in process, so that every rule of the realm (brute-force
 * detection, required actions, second factors, client policies, events) holds for our tokens too.
 */
final class NativeTokenEndpoint {

  private final KeycloakSession session;

  NativeTokenEndpoint(KeycloakSession session) {
    this.session = session;
  }

  /** What the endpoint answered: tokens, or an OAuth2 error. */
  record Answer(@Nullable AccessTokenResponse tokens, String error, String errorDescription) {}

  /**
   * Runs one grant.
   *
   * @param form the parameters of RFC 6749, client authentication included
   */
  Answer grant(Map<String, String> form) {
    Object entity = entityOf(inDisguise(form, this::process));
    if (entity instanceof AccessTokenResponse tokens) {
      return new Answer(tokens, "", "");
    }
    if (entity instanceof OAuth2ErrorRepresentation error) {
      return new Answer(null, text(error.getError()), text(error.getErrorDescription()));
    }
    throw new IllegalStateException("The token endpoint answered neither tokens nor an error");
  }

  private Response process() {
    EventBuilder event =
        new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection());
    try {
      return new TokenEndpoint(session, new TokenManager(), event).processGrantRequest();
    } catch (WebApplicationException refusal) {
      return refusal.getResponse();
    }
  }

  private Response inDisguise(Map<String, String> form, Supplier<Response> work) {
    KeycloakContext context = session.getContext();
    HttpRequest request = context.getHttpRequest();
    HttpResponse response = context.getHttpResponse();
    context.setHttpRequest(new GrantRequest(request, form).asHttpRequest());
    context.setHttpResponse(unheard());
    try {
      return work.get();
    } finally {
      context.setHttpRequest(request);
      context.setHttpResponse(response);
    }
  }

  /** The endpoint's headers and cookies are not part of our answer. */
  private static HttpResponse unheard() {
    return (HttpResponse)
        Proxy.newProxyInstance(
            NativeTokenEndpoint.class.getClassLoader(),
            new Class<?>[] {HttpResponse.class},
            (self, method, arguments) -> method.getReturnType() == int.class ? 0 : null);
  }

  private static @Nullable Object entityOf(Response response) {
    return response.getEntity();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
