package io.authservice.keycloak.http.body;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The body of one request while it arrives, on the event loop of its connection: no thread waits
 * for it. When it is whole it becomes the routing context's, where JAX-RS looks for it first.
 *
 * <p>Everything but {@link #size} and {@link #giveUp} belongs to that event loop.
 */
final class IncomingBody {

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final Context loop;
  private final HttpConnection connection;
  private final String address;
  private final long maxBytes;
  private final IncomingBodies others;
  private final Runnable received;
  private final Consumer<BodyRefusal> refused;
  private final Buffer kept = Buffer.buffer();
  private volatile int size;
  private long timer;
  private boolean ended;

  /**
   * Prepares to read.
   *
   * @param received called when the routing context has the body
   * @param refused called instead, when what still arrives is dropped; neither is called if the
   *     client breaks off
   */
  IncomingBody(
      RoutingContext context,
      long maxBytes,
      IncomingBodies others,
      Runnable received,
      Consumer<BodyRefusal> refused) {
    this.context = context;
    this.request = context.request();
    this.loop = context.vertx().getOrCreateContext();
    this.connection = request.connection();
    SocketAddress sender = request.remoteAddress();
    this.address = sender == null ? "" : sender.hostAddress();
    this.maxBytes = maxBytes;
    this.others = others;
    this.received = received;
    this.refused = refused;
  }

  HttpConnection connection() {
    return connection;
  }

  /** Who sent it, or whom it was forwarded for where the server believes that. */
  String address() {
    return address;
  }

  /** In bytes, as far as it has arrived. */
  int size() {
    return size;
  }

  void receive(Duration timeout) {
    timer =
        context
            .vertx()
            .setTimer(timeout.toMillis(), late -> end(() -> refuse(BodyRefusal.TOO_SLOW)));
    others.begin(this).ifPresent(slowest -> slowest.giveUp(BodyRefusal.TOO_SLOW));
    request.exceptionHandler(brokenOff -> end(() -> others.release(size)));
    request.endHandler(whole -> end(this::pass));
    request.handler(this::take);
    if (asksBeforeSending()) {
      request.response().writeContinue();
      request.headers().remove(HttpHeaders.EXPECT);
    }
    request.resume();
  }

  /** Ends it, from whatever thread. */
  void giveUp(BodyRefusal reason) {
    loop.runOnContext(now -> end(() -> refuse(reason)));
  }

  /** RFC 9110 section 10.1.1. */
  private boolean asksBeforeSending() {
    return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  private void take(Buffer chunk) {
    if ((long) kept.length() + chunk.length() > maxBytes) {
      end(() -> refuse(BodyRefusal.TOO_LARGE));
      return;
    }
    kept.appendBuffer(chunk);
    size = kept.length();
    others.keep(chunk.length()).ifPresent(largest -> largest.giveUp(BodyRefusal.NO_ROOM));
  }

  private void end(Runnable last) {
    if (!ended) {
      ended = true;
      context.vertx().cancelTimer(timer);
      others.end(this);
      last.run();
    }
  }

  private void pass() {
    int arrived = size;
    context.addEndHandler(answered -> others.release(arrived));
    ((RoutingContextInternal) context).setBody(kept);
    proceed(received);
  }

  private void refuse(BodyRefusal reason) {
    others.release(size);
    if (!request.isEnded()) {
      request.handler(dropped -> {});
      request.endHandler(null);
    }
    request.exceptionHandler(dropped -> {});
    proceed(() -> refused.accept(reason));
  }

  /** Where the request was first dispatched, which need not be where its body is. */
  private void proceed(Runnable next) {
    loop.runOnContext(now -> next.run());
  }
}
