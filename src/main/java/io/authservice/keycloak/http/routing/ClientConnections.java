package io.authservice.keycloak.http.routing;

import io.netty.channel.ChannelFuture;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** The connections that requests come by. */
public final class ClientConnections {

  /**
   * Waits until what was written of the answer to the current request has been handed to the
   * network, or waits there. What a thread of the server's writes is queued for the connection's
   * own, and counts for nothing until that takes it up: who writes on meanwhile may write for ever.
   */
  public void awaitHandedOver() throws InterruptedException {
    if (current().request().connection() instanceof ConnectionBase open) {
      open.channel().eventLoop().submit(() -> {}).await();
    }
  }

  /**
   * Breaks off the answer to the current request, so that nobody takes what was sent of it for the
   * whole.
   */
  public void cutOff() {
    RoutingContext request = current();
    HttpConnection connection = request.request().connection();
    if (request.request().version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else if (connection instanceof ConnectionBase open) {
      // Past the handlers of Vert.x, which wait until all is sent, and the end of the answer too.
      ChannelFuture unused = open.channel().pipeline().firstContext().close();
    } else {
      connection.close();
    }
  }

  private static RoutingContext current() {
    return Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
  }
}
