package io.authservice.keycloak.http.routing;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * What browsers ask before scripts of another origin call our part of the Admin API (Fetch
 * standard, CORS-preflight). Keycloak's own answer knows neither {@code PATCH} nor {@code
 * If-Match}. Like it this lets any origin come: the call itself tells whose client it is, and is
 * refused if the origin is none of the client's.
 */
final class AdminPreflight {

  private static final String METHODS = "DELETE, GET, PATCH, POST, PUT";
  private static final String HEADERS =
      "Accept, Authorization, Content-Type, DPoP, If-Match, Origin, X-Requested-With";
  private static final String AN_HOUR_IN_SECONDS = "3600";

  private AdminPreflight() {}

  static boolean is(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaderNames.ORIGIN)
        && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  static void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response
        .putHeader(
            HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaderNames.ORIGIN))
        .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
        .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
        .putHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, AN_HOUR_IN_SECONDS)
        .putHeader(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN)
        .end();
  }
}
