package io.authservice.keycloak.http.body;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes in a request's body before any thread works on the request, so that nobody's body holds a
 * thread, and more than allowed is neither kept nor waited for.
 */
public final class BodyIntake {

  /** Methods whose requests have no body unless they say so. */
  public static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final BodyLimits limits;
  private final IncomingBodies bodies;

  public BodyIntake(BodyLimits limits) {
    this.limits = limits;
    this.bodies = new IncomingBodies(limits);
  }

  /**
   * Goes on with a request when its body is here, at once if it has none.
   *
   * @param received goes on
   * @param refused answers a request whose body was not taken in; its client is sent away then
   */
  public void receive(
      RoutingContext context, long maxBytes, Runnable received, Consumer<BodyRefusal> refused) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || !mayHaveBody(request)) {
      received.run();
      return;
    }
    IncomingBody body =
        new IncomingBody(
            context,
            maxBytes,
            bodies,
            received,
            refusal -> {
              sendAway(context);
              refused.accept(refusal);
            });
    if (declaredLength(request.headers()) > maxBytes) {
      body.giveUp(BodyRefusal.TOO_LARGE);
    } else {
      body.receive(limits.timeout());
    }
  }

  /** For a body that is read while the request is worked on: what is left of it is dropped. */
  public void leaveToReader(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (mayHaveBody(request)) {
      context.addEndHandler(answered -> ConnectionEnd.byRequest(request, context.vertx()));
    }
  }

  /** Whether the headers say so, which those of HTTP/2 need not (RFC 9113 section 8.1). */
  private static boolean mayHaveBody(HttpServerRequest request) {
    return announcesBody(request.headers())
        || (request.version() == HttpVersion.HTTP_2 && !WITHOUT_BODY.contains(request.method()));
  }

  /** RFC 9112 section 6. */
  public static boolean announcesBody(MultiMap headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || declaredLength(headers) != 0;
  }

  /** 0 if none is declared. */
  private static long declaredLength(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  /** The request has no body for whoever answers it, and its connection ends with the answer. */
  private static void sendAway(RoutingContext context) {
    HttpServerRequest request = context.request();
    ((RoutingContextInternal) context).setBody(Buffer.buffer());
    if (request.version() != HttpVersion.HTTP_2) {
      context.addHeadersEndHandler(
          now -> request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
    }
    context.addEndHandler(answered -> ConnectionEnd.byConnection(request, context.vertx()));
  }
}
