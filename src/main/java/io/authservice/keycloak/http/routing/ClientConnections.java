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
   * Breaks off the answer to the current request, so that nobody takes what was sent of it for the
   * whole.
   */
  public void cutOff() {
    RoutingContext request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
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
}
