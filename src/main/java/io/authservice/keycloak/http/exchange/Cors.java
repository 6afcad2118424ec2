package io.authservice.keycloak.http.exchange;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which scripts may read answers (Fetch standard, CORS protocol): those of the configured origins
 * and the web origins of the API client and of the client that asks. Tokens travel in a header, so
 * that cookies are another matter: whose scripts may send them along is a rule of its own.
 */
public final class Cors {

  private static final String ORIGIN = "Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
  private static final String METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT";
  private static final String HEADERS =
      "accept, accept-encoding, authorization, content-type, dnt, origin, user-agent,"
          + " x-csrftoken, x-requested-with";
  private static final String ONE_DAY_IN_SECONDS = "86400";

  private final String realm;
  private final Origins readers;
  private final Origins trusted;
  private final RememberedOrigins remembered;

  /**
   * Rules for the requests of one session.
   *
   * @param realm whose clients' origins they are
   * @param readers whose scripts may read answers
   * @param trusted those of them whose scripts may send cookies along
   * @param remembered what this node has found so far
   */
  public Cors(String realm, Origins readers, Origins trusted, RememberedOrigins remembered) {
    this.realm = realm;
    this.readers = readers;
    this.trusted = trusted;
    this.remembered = remembered;
  }

  /**
   * Some origins.
   *
   * @param known whether an origin is one of them, as far as this request tells
   * @param ofSomeClient whether it might be, if the request's client were known
   */
  public record Origins(Predicate<String> known, Predicate<String> ofSomeClient) {

    /** No origin at all. */
    public static final Origins NONE = new Origins(origin -> false, origin -> false);

    /** The old service's CORS rules overlooked a slash at the end of an origin. */
    private boolean contain(String sent) {
      return known.test(sent.endsWith("/") ? sent.substring(0, sent.length() - 1) : sent);
    }

    /** A preflight names no client, so that requests of any client's scripts are let come. */
    private boolean mayContain(String sent) {
      return contain(sent) || ofSomeClient.test(sent);
    }
  }

  public boolean isPreflight(ApiRequest request) {
    return request.method().equals("OPTIONS") && request.header(REQUEST_METHOD).isPresent();
  }

  public Response preflight(ApiRequest request) {
    Response.ResponseBuilder response =
        Response.ok()
            .header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
            .header(HttpHeaders.CONTENT_LENGTH, "0")
            .header(HttpHeaders.VARY, ORIGIN);
    request
        .header(ORIGIN)
        .ifPresent(
            origin ->
                found(origin, readers::mayContain, trusted::mayContain)
                    .ifPresent(isTrusted -> describe(mark(response, origin, isTrusted))));
    return response.build();
  }

  /**
   * Lets the origin's scripts read an answer. A refusal may be read by those of any client: the
   * request may not have told which, and scripts log in anew when they see a 401. An error of the
   * server may be read by those who could read an answer before: whose the origin is cannot be
   * asked in an outage.
   */
  public Response allow(ApiRequest request, Response response) {
    return request
        .header(ORIGIN)
        .flatMap(
            origin ->
                reader(origin, response.getStatusInfo().getFamily())
                    .map(isTrusted -> mark(Response.fromResponse(response), origin, isTrusted)))
        .map(readable -> request.method().equals("OPTIONS") ? describe(readable) : readable)
        .map(Response.ResponseBuilder::build)
        .orElse(response);
  }

  private Optional<Boolean> reader(String origin, Response.Status.Family answer) {
    return switch (answer) {
      case CLIENT_ERROR -> found(origin, readers::mayContain, trusted::mayContain);
      case SERVER_ERROR -> remembered.trusted(realm, origin);
      default -> found(origin, readers::contain, trusted::contain);
    };
  }

  /** Whether an origin whose scripts may read is trusted; empty for any other. */
  private Optional<Boolean> found(
      String origin, Predicate<String> reads, Predicate<String> isTrusted) {
    if (!reads.test(origin)) {
      return Optional.empty();
    }
    boolean found = isTrusted.test(origin);
    remembered.note(realm, origin, found);
    return Optional.of(found);
  }

  private static Response.ResponseBuilder mark(
      Response.ResponseBuilder response, String origin, boolean isTrusted) {
    response.header(ALLOW_ORIGIN, origin);
    return isTrusted ? response.header(ALLOW_CREDENTIALS, "true") : response;
  }

  private static Response.ResponseBuilder describe(Response.ResponseBuilder response) {
    return response
        .header("Access-Control-Allow-Methods", METHODS)
        .header("Access-Control-Allow-Headers", HEADERS)
        .header("Access-Control-Max-Age", ONE_DAY_IN_SECONDS);
  }
}
