package io.authservice.keycloak.routing;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * Serves the documented paths at the server root by rerouting them, inside the server, to the
 * realm's resource.
 *
 * <p>Also puts aside what JAX-RS would act on before the API sees it: a form it would swallow, a
 * malformed media type or a strange method it would answer in its own way.
 */
@ApplicationScoped
public class RootRouting {

  private static final String PATH = "X-Auth-Service-Path";
  private static final String METHOD = "X-Auth-Service-Method";
  private static final String CONTENT_TYPE = "X-Auth-Service-Content-Type";

  /** Marks a request rerouted here: its headers are ours, not the client's. */
  private static final String ROUTED = "auth-service.routed";

  /**
   * Before Keycloak refuses paths that are not normalised: none of those is passed on from here.
   */
  private static final int PRIORITY = 1000;

  private static final long LINGER_MILLIS = 5_000;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  private static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  void register(@Observes Filters filters) {
    filters.register(new Routing()::handle, PRIORITY);
  }

  /** Set up at the first request: Keycloak's configuration is not there when filters register. */
  private static final class Routing {

    private volatile @Nullable RouteTable table;

    private void handle(RoutingContext context) {
      if (context.get(ROUTED) != null) {
        context.addEndHandler(answered -> leaveUnread(context));
        context.next();
        return;
      }
      String path = Objects.requireNonNullElse(context.request().path(), "");
      RouteTable routes = table();
      routes
          .target(path)
          .or(() -> routes.own(path))
          .ifPresentOrElse(
              target -> reroute(context, target), () -> leaveToKeycloak(context, path));
    }

    /**
     * Whoever is refused may have much left to send, and reads the refusal only then. Endless
     * bodies are given up. Streams of HTTP/2 are the server's to reset.
     */
    private static void leaveUnread(RoutingContext context) {
      HttpServerRequest request = context.request();
      if (request.isEnded() || request.version() == HttpVersion.HTTP_2) {
        return;
      }
      context
          .vertx()
          .setTimer(
              LINGER_MILLIS,
              late -> {
                if (!request.isEnded()) {
                  request.connection().close();
                }
              });
    }

    /** However it may reach the API after all, it must not be believed what only we may say. */
    private void leaveToKeycloak(RoutingContext context, String path) {
      MultiMap headers = context.request().headers();
      headers.remove(PATH).remove(METHOD).remove(CONTENT_TYPE);
      if (table().isAdminApi(path)
          && !ReadableBearer.isReadable(headers.get(HttpHeaders.AUTHORIZATION))) {
        context.addEndHandler(answered -> leaveUnread(context));
        context
            .response()
            .setStatusCode(HttpResponseStatus.UNAUTHORIZED.code())
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
            .end("{\"error\":\"HTTP 401 Unauthorized\"}");
        return;
      }
      context.next();
    }

    private static void reroute(RoutingContext context, String target) {
      MultiMap headers = context.request().headers();
      headers.set(PATH, context.request().path());
      HttpMethod method = context.request().method();
      headers.set(METHOD, method.name());
      String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
      headers.set(CONTENT_TYPE, contentType == null ? "" : contentType);
      headers.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
      context.put(ROUTED, true);
      String query = context.request().query();
      context.reroute(carrier(method, headers), query == null ? target : target + "?" + query);
    }

    /** JAX-RS reads no body of a GET and knows no PROPFIND: such requests travel as POST. */
    private static HttpMethod carrier(HttpMethod method, MultiMap headers) {
      boolean plain = WITHOUT_BODY.contains(method) && !hasBody(headers);
      return plain || WITH_BODY.contains(method) ? method : HttpMethod.POST;
    }

    private static boolean hasBody(MultiMap headers) {
      String length = headers.get(HttpHeaders.CONTENT_LENGTH);
      return headers.contains(HttpHeaders.TRANSFER_ENCODING)
          || (length != null && !length.equals("0"));
    }

    private RouteTable table() {
      RouteTable known = table;
      if (known == null) {
        known =
            new RouteTable(
                RoutingOptions.of(
                    Config.scope("realm-restapi-extension", "auth-service"), relativePath()));
        table = known;
      }
      return known;
    }

    private static String relativePath() {
      return ConfigProvider.getConfig()
          .getOptionalValue("quarkus.http.root-path", String.class)
          .orElse("");
    }
  }
}
