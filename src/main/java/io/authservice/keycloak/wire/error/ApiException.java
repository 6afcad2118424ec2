package io.authservice.keycloak.wire.error;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer that ends a request: status, extra headers and a JSON-serialisable body.
 *
 * <p>Wording, codes and challenges are those of Django REST framework 3.16 and SimpleJWT 5.5. The
 * {@code Allow} header belongs to the view and is not set here.
 */
public final class ApiException extends RuntimeException {

  static final String CHALLENGE = "WWW-Authenticate";
  static final Map<String, String> PLAIN = Map.of(CHALLENGE, "Bearer realm=\"api\"");
  private static final Map<String, String> NO_HEADERS = Map.of();
  private static final String PERMISSION_DENIED =
      "You do not have permission to perform this action.";

  private final int status;
  private final transient Map<String, String> headers;
  private final transient Map<String, Object> body;
  private final transient Map<String, Object> codes;

  /** A refusal whose body says all there is to say. */
  ApiException(int status, Map<String, String> headers, Map<String, Object> body) {
    this(status, headers, body, Map.of());
  }

  private ApiException(
      int status,
      Map<String, String> headers,
      Map<String, Object> body,
      Map<String, Object> codes) {
    super(status + " " + body, null, false, false);
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.codes = codes;
  }

  /** 400 with one list of messages per field. */
  public static ApiException validation(FieldErrors errors) {
    return new ApiException(
        400, NO_HEADERS, new LinkedHashMap<>(errors.asMap()), Map.of("codes", errors.codes()));
  }

  /** 400 with a message that belongs to no single field. */
  public static ApiException nonField(String message) {
    return validation(FieldErrors.none().with(FieldErrors.NON_FIELD, ErrorCode.INVALID, message));
  }

  /** 400 for a request that cannot be carried out as it was sent. */
  public static ApiException badRequest(String detail) {
    return detail(400, ErrorCode.INVALID, detail);
  }

  /** 400 for a body that cannot be read. */
  public static ApiException parseError(String detail) {
    return detail(400, ErrorCode.PARSE_ERROR, detail);
  }

  /** 401 for a request without usable credentials. */
  public static ApiException notAuthenticated() {
    return detail(
        401, PLAIN, ErrorCode.NOT_AUTHENTICATED, "Authentication credentials were not provided.");
  }

  /** 403. */
  public static ApiException permissionDenied() {
    return detail(403, ErrorCode.PERMISSION_DENIED, PERMISSION_DENIED);
  }

  /** 403 for a request over a connection that others can read. */
  public static ApiException httpsRequired() {
    return detail(403, ErrorCode.PERMISSION_DENIED, "HTTPS is required.");
  }

  /** 403 for a request that a page of somebody else's may have made a browser send. */
  public static ApiException csrfFailed(String reason) {
    return detail(403, ErrorCode.PERMISSION_DENIED, "CSRF Failed: " + reason);
  }

  /** 403 for a token that would change nothing any more, as djoser has it. */
  public static ApiException stale() {
    return detail(403, ErrorCode.PERMISSION_DENIED, "Stale token for given user.");
  }

  /** 403 for a change where users, their groups and permissions are only read. */
  public static ApiException readOnly() {
    return detail(403, ErrorCode.READ_ONLY, "The users of this realm are read-only here.");
  }

  /**
   * 403 for a token that lacks a scope (RFC 6750 section 3.1).
   *
   * @param scope the one it would need
   */
  public static ApiException insufficientScope(String scope) {
    String challenge = "Bearer realm=\"api\",error=\"insufficient_scope\",scope=\"" + scope + "\"";
    return detail(
        403, Map.of(CHALLENGE, challenge), ErrorCode.PERMISSION_DENIED, PERMISSION_DENIED);
  }

  /** 404 for something other than a user. */
  public static ApiException notFound() {
    return detail(404, ErrorCode.NOT_FOUND, "Not found.");
  }

  /** 404 for an id no user has. */
  public static ApiException noUserMatches() {
    return detail(404, ErrorCode.NOT_FOUND, "No User matches the given query.");
  }

  /** 404 for a cursor that no page gave out. */
  public static ApiException invalidCursor() {
    return detail(404, ErrorCode.NOT_FOUND, "Invalid cursor");
  }

  /** 405, naming the method as it was sent. */
  public static ApiException methodNotAllowed(String method) {
    return detail(405, ErrorCode.METHOD_NOT_ALLOWED, "Method \"" + method + "\" not allowed.");
  }

  /** 406. */
  public static ApiException notAcceptable() {
    return detail(406, ErrorCode.NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
  }

  /** 409 for what the state of something else forbids. */
  public static ApiException conflict(ErrorCode code, String reason) {
    return detail(409, code, reason);
  }

  /** 409 for a change that another overtook. */
  public static ApiException overtaken() {
    return conflict(
        ErrorCode.CONFLICT, "Somebody else changed this at the same moment. Try again.");
  }

  /** 412 for a change of what is no longer as the client knew it. */
  public static ApiException changedMeanwhile() {
    return detail(
        412,
        ErrorCode.CHANGED_MEANWHILE,
        "Somebody else changed this since you read it. Read it again.");
  }

  /** 408 for a body that broke off, or of which nothing came for too long. */
  public static ApiException bodyIncomplete() {
    return detail(408, ErrorCode.INCOMPLETE, "The request body did not arrive in full.");
  }

  /** 413 for a body above the size limit. */
  public static ApiException payloadTooLarge() {
    return detail(413, ErrorCode.TOO_LARGE, "Request body is too large.");
  }

  /** 415, naming the Content-Type as it was sent; empty when there was none. */
  public static ApiException unsupportedMediaType(String contentType) {
    return detail(
        415,
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "Unsupported media type \"" + contentType + "\" in request.");
  }

  /** 429, to be tried again after so many seconds. */
  public static ApiException throttled(int seconds) {
    String detail =
        String.format(
            Locale.ROOT,
            "Request was throttled. Expected available in %d second%s.",
            seconds,
            seconds == 1 ? "" : "s");
    return detail(
        429, Map.of("Retry-After", Integer.toString(seconds)), ErrorCode.THROTTLED, detail);
  }

  /** 500. */
  public static ApiException serverError() {
    return detail(500, ErrorCode.ERROR, "A server error occurred.");
  }

  /** 503. */
  public static ApiException unavailable() {
    return detail(503, ErrorCode.UNAVAILABLE, "Service temporarily unavailable, try again later.");
  }

  /** 503 for a realm that lacks what the API cannot do without. */
  public static ApiException notSetUp() {
    return detail(503, ErrorCode.NOT_SET_UP, "This realm is not set up for this service.");
  }

  /** 503 for a message that the mail server did not take. */
  public static ApiException mailFailed() {
    return detail(503, ErrorCode.MAIL_FAILED, "The e-mail could not be sent, try again later.");
  }

  private static ApiException detail(int status, ErrorCode code, String detail) {
    return detail(status, NO_HEADERS, code, detail);
  }

  private static ApiException detail(
      int status, Map<String, String> headers, ErrorCode code, String detail) {
    return new ApiException(status, headers, Map.of("detail", detail), Map.of("code", code.text()));
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** Headers to add to the answer, by name. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body: an ordered mapping of strings, lists and mappings. */
  public Object body() {
    return body;
  }

  /**
   * The body, and what is wrong for programs: a {@code code} beside {@code detail}, or {@code
   * codes} beside the messages of fields, by field as these.
   */
  public Object codedBody() {
    Map<String, Object> coded = new LinkedHashMap<>(body);
    coded.putAll(codes);
    return coded;
  }
}
