package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.client.ClientCredentials;
import io.authservice.keycloak.token.client.ClientFinder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

/** Calls one of Keycloak's OAuth2 endpoints as if the form had been posted to it. */
public final class InProcessCall {

  private final KeycloakSession session;

  public InProcessCall(KeycloakSession session) {
    this.session = session;
  }

  /** The form alone names the client. */
  public Response withoutCredentials(Map<String, String> form, Supplier<Response> endpoint) {
    return run(
        FormRequest.withoutCredentials(session.getContext().getHttpRequest(), form), endpoint);
  }

  /** The request's {@code Authorization} header counts as well. */
  public Response withCredentials(Map<String, String> form, Supplier<Response> endpoint) {
    if (namesNobody(form) || assertsNothing(form)) {
      return Response.status(Response.Status.UNAUTHORIZED).build();
    }
    return run(FormRequest.withCredentials(session.getContext().getHttpRequest(), form), endpoint);
  }

  private boolean namesNobody(Map<String, String> form) {
    return Stream.concat(
            ClientCredentials.inHeader(session.getContext().getHttpRequest()).clientId().stream(),
            Stream.ofNullable(form.get(OAuth2Constants.CLIENT_ID)))
        .anyMatch(id -> !ClientFinder.canExist(id));
  }

  /** RFC 7523 section 2.2; Keycloak's authenticators take for granted that it is a token. */
  private static boolean assertsNothing(Map<String, String> form) {
    String assertion = form.get(OAuth2Constants.CLIENT_ASSERTION);
    return assertion != null && !CompactToken.isWellFormed(assertion);
  }

  private Response run(FormRequest disguise, Supplier<Response> endpoint) {
    KeycloakContext context = session.getContext();
    HttpRequest request = context.getHttpRequest();
    HttpResponse response = context.getHttpResponse();
    context.setHttpRequest(disguise.asHttpRequest());
    context.setHttpResponse(unheard());
    try {
      return endpoint.get();
    } catch (WebApplicationException refusal) {
      return refusal.getResponse();
    } finally {
      context.setHttpRequest(request);
      context.setHttpResponse(response);
    }
  }

  /** The endpoint's headers and cookies are not part of our answer. */
  private static HttpResponse unheard() {
    return (HttpResponse)
        Proxy.newProxyInstance(
            InProcessCall.class.getClassLoader(),
            new Class<?>[] {HttpResponse.class},
            (self, method, arguments) -> method.getReturnType() == int.class ? 0 : null);
  }
}
