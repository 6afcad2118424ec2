package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.body.BodyRefusal;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API as its client sent it, of which JAX-RS sees a changed form.
 *
 * @param path as it stands in the request line, without the query
 * @param root what all paths of the server begin with in it ({@code http-relative-path}), without a
 *     slash at the end
 * @param method any token, not only the methods that JAX-RS knows
 * @param contentType the header; null if there was none
 * @param refusal why its body was not taken in; null if it was
 */
public record RoutedRequest(
    String path,
    String root,
    String method,
    @Nullable String contentType,
    @Nullable BodyRefusal refusal) {

  private static final String KEY = "auth-service.routed";

  /** The one that this thread answers; empty if it came by no path of the API's. */
  public static Optional<RoutedRequest> current() {
    RoutingContext context = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
    return context == null ? Optional.empty() : of(context);
  }

  static Optional<RoutedRequest> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /** Takes down what a request is before it is changed. */
  static void note(RoutingContext context, String root) {
    HttpServerRequest request = context.request();
    context.put(
        KEY,
        new RoutedRequest(
            Objects.requireNonNullElse(request.path(), ""),
            root,
            request.method().name(),
            request.getHeader(HttpHeaders.CONTENT_TYPE),
            null));
  }

  void refuse(RoutingContext context, BodyRefusal reason) {
    context.put(KEY, new RoutedRequest(path, root, method, contentType, reason));
  }
}
