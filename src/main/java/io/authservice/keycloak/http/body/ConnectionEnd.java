package io.authservice.keycloak.http.body;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * Ends the request of a client that has its answer, with part of that request unsent or unread. It
 * may have much left to send and reads the answer only then, so it has a moment, in which what it
 * sends is dropped; then its connection ends. Nothing but the connection is held meanwhile.
 */
final class ConnectionEnd {

  private static final long MOMENT_MILLIS = 5_000;

  /** Enough for a client to notice that it is not heeded; who goes on is flooding. */
  private static final long DROPPED_BYTES = 16L * 1024 * 1024;

  /** The stream is over, through no fault of the connection (RFC 9113 section 7). */
  private static final long NO_ERROR = 0;

  private final HttpConnection connection;
  private final Vertx vertx;
  private final long timer;
  private final Runnable allSent;
  private long dropped;

  private ConnectionEnd(HttpConnection connection, Vertx vertx, boolean last) {
    this.connection = connection;
    this.vertx = vertx;
    this.allSent = last ? this::close : this::stay;
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
      new ConnectionEnd(connection, vertx, true).drop(request);
    }
  }

  /**
   * Ends what is left of a request that has been answered. Nobody told the client that its
   * connection ends, so it does not if the rest comes soon: the next request may be on its way.
   */
  static void byRequest(HttpServerRequest request, Vertx vertx) {
    if (request.isEnded()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      request.handler(dropped -> {});
      request.response().reset(NO_ERROR);
    } else {
      new ConnectionEnd(request.connection(), vertx, false).drop(request);
    }
  }

  private void drop(HttpServerRequest request) {
    request.handler(this::drop);
    request.endHandler(sent -> allSent.run());
    request.exceptionHandler(gone -> close());
    request.resume();
  }

  private void drop(Buffer chunk) {
    dropped += chunk.length();
    if (dropped > DROPPED_BYTES) {
      close();
    }
  }

  private void stay() {
    vertx.cancelTimer(timer);
  }

  private void close() {
    vertx.cancelTimer(timer);
    connection.close();
  }
}
