package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.Cors;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;

/**
 * One request from its arrival to its answer, in the order of Django REST framework's {@code
 * APIView.dispatch}: negotiate, authenticate, check permission, and only then look at the method.
 */
public final class ViewDispatcher {

  /** Those whose fields OPTIONS describes, to who may use them ({@code SimpleMetadata}). */
  private static final List<String> FORM_METHODS = List.of("POST", "PUT");

  private final KeycloakSession session;
  private final BodyParser parser;
  private final Negotiation negotiation;
  private final ViewMetadata metadata;
  private final Supplier<Authentication> authentication;
  private final Permissions permissions;
  private final Function<String, Optional<View>> routes;
  private final ErrorTranslator errors;
  private final Renderer renderer;
  private final Cors cors;
  private final List<Mount> mounts;
  private final RequestMeter meter;

  public ViewDispatcher(
      KeycloakSession session,
      BodyParser parser,
      Negotiation negotiation,
      ViewMetadata metadata,
      Supplier<Authentication> authentication,
      Permissions permissions,
      Function<String, Optional<View>> routes,
      ErrorTranslator errors,
      Renderer renderer,
      Cors cors,
      List<Mount> mounts,
      RequestMeter meter) {
    this.session = session;
    this.parser = parser;
    this.negotiation = negotiation;
    this.metadata = metadata;
    this.authentication = authentication;
    this.permissions = permissions;
    this.routes = routes;
    this.errors = errors;
    this.renderer = renderer;
    this.cors = cors;
    this.mounts = List.copyOf(mounts);
    this.meter = meter;
  }

  Response answer(String method, String path, InputStream body) {
    ApiRequest request = new ApiRequest(session, method, withSlashes(path), body, parser);
    session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    return meter.measured(request, this::answer);
  }

  private Response answer(ApiRequest request) {
    if (cors.isPreflight(request)) {
      return cors.preflight(request);
    }
    Rendered rendered = new Rendered(request);
    try {
      for (Mount mount : mounts) {
        if (mount.serves(request)) {
          return mount.answer(request);
        }
      }
      View view = routes.apply(request.path()).orElseThrow(ApiException::notFound);
      if (request.isRead() && !request.originalPath().endsWith("/")) {
        return cors.allow(request, renderer.redirect(request));
      }
      return inTransaction(view, () -> cors.allow(request, rendered.answer(view)));
    } catch (RuntimeException failure) {
      return cors.allow(request, rendered.refusal(failure));
    }
  }

  private Response inTransaction(View view, Supplier<Response> work) {
    try {
      Response response = work.get();
      errors.requireNoOutage();
      if (response.getEntity() instanceof StreamingOutput) {
        return response;
      }
      session.getTransactionManager().commit();
      return response;
    } catch (RuntimeException failure) {
      // A commit in an outage would fail after the answer was made, and Keycloak answer instead.
      if (!view.keepsWritesOfRefusals() || errors.isOutage(failure)) {
        session.getTransactionManager().setRollbackOnly();
      }
      throw failure;
    }
  }

  private static String withSlashes(String path) {
    String led = path.startsWith("/") ? path : "/" + path;
    return led.endsWith("/") ? led : led + "/";
  }

  /** The exchange once its request is known: what was negotiated so far decides how errors look. */
  private final class Rendered {

    private final ApiRequest request;
    private Rendering rendering = Rendering.JSON;
    private Optional<View> view = Optional.empty();

    private Rendered(ApiRequest request) {
      this.request = request;
    }

    private Response answer(View matched) {
      view = Optional.of(matched);
      rendering =
          negotiation.negotiate(
              matched.name().renderings(),
              request.header("Accept").orElse(null),
              request.query("format").orElse(null));
      requireHttps();
      Optional<Caller> caller = Optional.empty();
      if (matched.authenticates()) {
        request.body();
        caller = authentication.get().caller(request);
        permissions.require(matched, request, caller);
      }
      if (!matched.allowedMethods().contains(request.method())) {
        throw ApiException.methodNotAllowed(request.method());
      }
      Answer answer =
          request.method().equals("OPTIONS")
              ? Answer.ok(metadata.describe(matched.name(), describesForm(matched, caller)))
              : matched.handle(request, caller);
      return renderer.render(request, matched, rendering, answer);
    }

    /** As Keycloak's own endpoints do, by the realm's <em>Require SSL</em>. */
    private void requireHttps() {
      if (request.lacksHttps()) {
        throw ApiException.httpsRequired();
      }
    }

    private boolean describesForm(View matched, Optional<Caller> caller) {
      return FORM_METHODS.stream()
              .filter(matched.allowedMethods()::contains)
              .anyMatch(method -> permissions.allow(matched, method, caller))
          && matched.describesForm(caller);
    }

    private Response refusal(RuntimeException failure) {
      return renderer.render(request, view, rendering, errors.translated(failure));
    }
  }
}
