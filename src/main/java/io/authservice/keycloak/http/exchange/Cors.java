package io.authservice.keycloak.http.exchange;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which scripts may read answers (Fetch standard, CORS protocol): those of the configured origins
 * and the web origins of the API client and of the client that asks. Tokens travel in a header, so
 * credentials are never allowed.
 */
public final class Cors {

  private static final String ORIGIN = "Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT";
  private static final String HEADERS =
      "accept, accept-encoding, authorization, content-type, dnt, origin, user-agent,"
          + " x-csrftoken, x-requested-with";
  private static final String ONE_DAY_IN_SECONDS = "86400";

  private final Predicate<String> allowed;
  private final Predicate<String> ofSomeClient;

  /**
   * Rules for the requests of one session.
   *
   * @param allowed whether scripts of an origin may read the answer
   * @param ofSomeClient whether they might, if their client were known
   */
  public Cors(Predicate<String> allowed, Predicate<String> ofSomeClient) {
    this.allowed = allowed;
    this.ofSomeClient = ofSomeClient;
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
    allowedBeforehand(request).ifPresent(origin -> describe(response.header(ALLOW_ORIGIN, origin)));
    return response.build();
  }

  /**
   * Lets the origin's scripts read an answer. A refusal may be read by those of any client: the
   * request may not have told which, and scripts log in anew when they see a 401.
   */
  public Response allow(ApiRequest request, Response response) {
    boolean refusal = response.getStatusInfo().getFamily() == Response.Status.Family.CLIENT_ERROR;
    Optional<String> origin = refusal ? allowedBeforehand(request) : allowedOrigin(request);
    if (origin.isEmpty()) {
      return response;
    }
    Response.ResponseBuilder readable =
        Response.fromResponse(response).header(ALLOW_ORIGIN, origin.get());
    if (request.method().equals("OPTIONS")) {
      describe(readable);
    }
    return readable.build();
  }

  private static void describe(Response.ResponseBuilder response) {
    response
        .header("Access-Control-Allow-Methods", METHODS)
        .header("Access-Control-Allow-Headers", HEADERS)
        .header("Access-Control-Max-Age", ONE_DAY_IN_SECONDS);
  }

  /** A preflight names no client, so that requests of any client's scripts are let come. */
  private Optional<String> allowedBeforehand(ApiRequest request) {
    return request.header(ORIGIN).filter(origin -> isAllowed(origin) || ofSomeClient.test(origin));
  }

  private Optional<String> allowedOrigin(ApiRequest request) {
    return request.header(ORIGIN).filter(this::isAllowed);
  }

  /** The old service's CORS rules overlooked a slash at the end of an origin. */
  private boolean isAllowed(String sent) {
    return allowed.test(sent.endsWith("/") ? sent.substring(0, sent.length() - 1) : sent);
  }
}
