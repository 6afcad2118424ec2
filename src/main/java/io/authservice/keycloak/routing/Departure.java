package io.authservice.keycloak.routing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connection of a client that has its answer, with part of its request unsent. It may have
 * much left to send and reads the answer only then, so it has a moment, in which what it sends is
 * dropped. Nothing but the connection is held meanwhile.
 */
final class Departure {

  private static final long MOMENT_MILLIS = 5_000;

  /** Enough for a client to notice that it is not heeded; who goes on is flooding. */
  private static final long DROPPED_BYTES = 16L * 1024 * 1024;

  /** The stream is over, through no fault of the connection (RFC 9113 section 7). */
  private static final long NO_ERROR = 0;

  private final HttpConnection connection;
  private final Vertx vertx;
  private final long timer;
  private long dropped;

  private Departure(HttpConnection connection, Vertx vertx) {
    this.connection = connection;
    this.vertx = vertx;
    this.timer = vertx.setTimer(MOMENT_MILLIS, late -> connection.close());
  }

  /** Ends the connection of a request that has been answered. */
  static void byConnection(HttpServerRequest request, Vertx vertx) {
    HttpConnection connection = request.connection();
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(NO_ERROR);
      // Told at once that the connection ends, some clients overlook the answer; its other streams
      // have a moment more.
      vertx.setTimer(
          MOMENT_MILLIS / 5, later -> connection.shutdown(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
    } else if (request.isEnded()) {
      connection.close();
    } else {
      new Departure(connection, vertx).drop(request);
    }
  }

  /** Ends what is left of a request that has been answered: of HTTP/2, its stream alone. */
  static void byRequest(HttpServerRequest request, Vertx vertx) {
    if (request.isEnded()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      request.handler(dropped -> {});
      request.response().reset(NO_ERROR);
    } else {
      byConnection(request, vertx);
    }
  }

  private void drop(HttpServerRequest request) {
    request.handler(this::drop);
    request.endHandler(sent -> close());
    request.exceptionHandler(gone -> close());
    request.resume();
  }

  private void drop(Buffer chunk) {
    dropped += chunk.length();
    if (dropped > DROPPED_BYTES) {
      close();
    }
  }

  private void close() {
    vertx.cancelTimer(timer);
    connection.close();
  }
}
