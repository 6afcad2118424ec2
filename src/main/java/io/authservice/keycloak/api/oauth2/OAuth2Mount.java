package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.api.view.ErrorTranslator;
import io.authservice.keycloak.api.view.Renderer;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.Cors;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;

/** One request below {@code /o/}: its answers are RFC 6749's, not Django REST framework's. */
public final class OAuth2Mount implements Mount {

  private final KeycloakSession session;
  private final Supplier<OAuth2Routes> service;
  private final ErrorTranslator errors;
  private final Renderer renderer;
  private final Cors cors;

  public OAuth2Mount(
      KeycloakSession session,
      Supplier<OAuth2Routes> service,
      ErrorTranslator errors,
      Renderer renderer,
      Cors cors) {
    this.session = session;
    this.service = service;
    this.errors = errors;
    this.renderer = renderer;
    this.cors = cors;
  }

  @Override
  public boolean serves(ApiRequest request) {
    return OAuth2Routes.serves(request.path());
  }

  /**
   * Answers a request.
   *
   * @throws ApiException 404 if nothing is served at the path
   */
  @Override
  public Response answer(ApiRequest request) {
    if (request.isRead()
        && !request.originalPath().endsWith("/")
        && !OAuth2Routes.endsWithoutSlash(request.path())) {
      return cors.allow(request, renderer.redirect(request));
    }
    OAuth2Reply reply = reply(request);
    Response response = renderer.render(request, reply);
    return reply.headers().containsKey("Access-Control-Allow-Origin")
        ? response
        : cors.allow(request, response);
  }

  /** A refusal is committed like any answer: Keycloak counts failed logins and keeps events. */
  private OAuth2Reply reply(ApiRequest request) {
    try {
      OAuth2Reply reply =
          service
              .get()
              .answer(request.path(), described(request))
              .orElseThrow(ApiException::notFound);
      errors.requireNoOutage();
      session.getTransactionManager().commit();
      return reply;
    } catch (RuntimeException failure) {
      ApiException known = errors.translated(failure);
      if (known.status() == 404) {
        throw known;
      }
      if (known != failure) {
        session.getTransactionManager().setRollbackOnly();
      }
      OAuth2Reply refusal = OAuth2Reply.json(known.status(), Map.of("error", code(known.status())));
      return known.status() == 429
          ? refusal.with(
              HttpHeaders.RETRY_AFTER, known.headers().getOrDefault(HttpHeaders.RETRY_AFTER, ""))
          : refusal;
    }
  }

  private static OAuth2Request described(ApiRequest request) {
    return new OAuth2Request(
        request.method(),
        !request.lacksHttps(),
        request.rawQuery(),
        request.header(HttpHeaders.AUTHORIZATION),
        () -> form(request));
  }

  /** A body of another type has no fields, as Django has it. */
  private static Map<String, String> form(ApiRequest request) {
    try {
      Map<String, String> form = request.body().formTexts();
      if (form.values().stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
        throw ApiException.parseError("Null characters are not allowed.");
      }
      return form;
    } catch (ApiException unreadable) {
      if (unreadable.status() == 415) {
        return Map.of();
      }
      throw unreadable;
    }
  }

  private static String code(int status) {
    return switch (status) {
      case 429, 503 -> "temporarily_unavailable";
      case 400, 408, 413 -> "invalid_request";
      default -> "server_error";
    };
  }
}
