package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.body.BodyIntake;
import io.authservice.keycloak.http.body.BodyLimits;
import io.authservice.keycloak.http.body.BodyRefusal;
import io.authservice.keycloak.http.body.ReceivedRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with each request before Keycloak sees it: if it is the API's, it is rerouted to the
 * realm's resource, and its body is taken in.
 *
 * <p>Also puts aside what JAX-RS would act on before the API sees it: a form it would swallow, a
 * malformed media type or a strange method it would answer in its own way.
 */
final class RequestFilter {

  /** Marks a request that there is nothing more to do about. */
  private static final String PASSED = "auth-service.passed";

  /** U+FFFD in UTF-8. */
  private static final String REPLACEMENT_CHARACTER = "%EF%BF%BD";

  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  private final RouteTable routes;
  private final BodyLimits limits;
  private final BodyIntake intake;
  private final Router router;

  RequestFilter(RouteTable routes, BodyLimits limits, Router router) {
    this.routes = routes;
    this.limits = limits;
    this.intake = new BodyIntake(limits);
    this.router = router;
  }

  void handle(RoutingContext context) {
    if (context.get(PASSED) != null) {
      context.next();
      return;
    }
    Optional<RoutedRequest> routed = RoutedRequest.of(context);
    if (routed.isEmpty() && !ForwardedPrefix.isFit(context.request().headers())) {
      intake.leaveToReader(context);
      refusePrefix(context.response());
      return;
    }
    if (routed.isPresent()) {
      intake.receive(
          context,
          limits.apiBytes(),
          () -> pass(context),
          refusal -> {
            routed.get().refuse(context, refusal);
            pass(context);
          });
      return;
    }
    String path = Objects.requireNonNullElse(context.request().path(), "");
    routes
        .target(path)
        .or(() -> routes.own(path))
        .or(() -> entry(context.request(), path))
        .ifPresentOrElse(target -> reroute(context, target), () -> leave(context, path));
  }

  private Optional<String> entry(HttpServerRequest request, String path) {
    return READS.contains(request.method())
        ? routes.entry(path, request.query() != null)
        : Optional.empty();
  }

  /** Comes by here again, and then has its body taken in. */
  private void reroute(RoutingContext context, String target) {
    HttpServerRequest request = context.request();
    RoutedRequest.note(context, routes.root());
    HttpMethod carrier = carrier(request);
    request.headers().set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
    String query = request.query();
    context.reroute(carrier, query == null ? target : target + "?" + withoutNul(query));
  }

  /** Keycloak refuses a NUL in its own format; what stands for it is no value of ours either. */
  private static String withoutNul(String query) {
    return query.contains("%00") ? query.replace("%00", REPLACEMENT_CHARACTER) : query;
  }

  /** JAX-RS reads no body of a GET and knows no PROPFIND: such requests travel as POST. */
  private static HttpMethod carrier(HttpServerRequest request) {
    HttpMethod method = request.method();
    boolean plain =
        BodyIntake.WITHOUT_BODY.contains(method) && !BodyIntake.announcesBody(request.headers());
    return plain || WITH_BODY.contains(method) ? method : HttpMethod.POST;
  }

  /** Keycloak's own resources, and what we add to its Admin API. */
  private void leave(RoutingContext context, String path) {
    if (AdminPreflight.is(context.request()) && routes.isAdminExtension(path)) {
      intake.leaveToReader(context);
      AdminPreflight.answer(context.request());
    } else if (routes.isAdminApi(path)
        && !ReadableBearer.isReadable(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
      intake.leaveToReader(context);
      refuseBearer(context.response());
    } else if (routes.isUpload(path)) {
      intake.leaveToReader(context);
      context.next();
    } else if (limits.all() || routes.isAdminExtension(path)) {
      intake.receive(
          context,
          limits.serverBytes(),
          () -> pass(context),
          refusal -> refuse(context.response(), refusal));
    } else {
      context.next();
    }
  }

  /** To whoever answers it. */
  private void pass(RoutingContext context) {
    context.put(PASSED, true);
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2 && request.isEnded()) {
      router.handleContext(ReceivedRequest.in(context));
    } else {
      context.next();
    }
  }

  /** As Keycloak refuses a token that it can read. */
  private static void refuseBearer(HttpServerResponse response) {
    response
        .setStatusCode(HttpResponseStatus.UNAUTHORIZED.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
        .end("{\"error\":\"HTTP 401 Unauthorized\"}");
  }

  /** Whose fault it is, the proxy's or the client's, is not known. */
  private static void refusePrefix(HttpServerResponse response) {
    response
        .setStatusCode(HttpResponseStatus.BAD_REQUEST.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(
            "{\"error\":\"invalid_request\","
                + "\"error_description\":\"X-Forwarded-Prefix is no path\"}");
  }

  /** As Keycloak's own resources do. */
  private static void refuse(HttpServerResponse response, BodyRefusal refusal) {
    if (refusal == BodyRefusal.NO_ROOM) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    response
        .setStatusCode(refusal.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end("{\"error\":\"invalid_request\",\"error_description\":\"" + refusal.message() + "\"}");
  }
}
