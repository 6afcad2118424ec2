package io.authservice.keycloak.http.body;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * A request of HTTP/2 that has been read to its end. JAX-RS pauses each request before it looks
 * where the body is, which Vert.x allows for one of HTTP/1 alone when there is nothing left to
 * pause.
 */
public final class ReceivedRequest extends HttpServerRequestWrapper {

  private ReceivedRequest(HttpServerRequest request) {
    super((HttpServerRequestInternal) request);
  }

  /** The same exchange, with such a request. */
  public static RoutingContext in(RoutingContext context) {
    HttpServerRequest received = new ReceivedRequest(context.request());
    return new RoutingContextDecorator(context.currentRoute(), (RoutingContextInternal) context) {
      @Override
      public HttpServerRequest request() {
        return received;
      }
    };
  }

  @Override
  public HttpServerRequest pause() {
    return isEnded() ? this : super.pause();
  }
}
