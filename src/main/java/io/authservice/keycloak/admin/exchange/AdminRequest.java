package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.api.view.ErrorTranslator;
import io.authservice.keycloak.storage.failure.UserInUseException;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.json.JsonWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * One request to what we add to the Admin API: its parameters and body, and its answer in the
 * format of the API. Its errors have codes beside the messages, for programs.
 */
public final class AdminRequest {

  /** Room for the ids of more permissions than any service has. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final int MAX_BODY_DEPTH = 16;

  /** A body of nothing but wrong names has room for very many. */
  private static final int MOST_COMPLAINTS = 20;

  /** What scripts of other origins may read beside the body (Fetch standard, CORS protocol). */
  private static final String EXPOSED = "Content-Disposition, ETag, Location, Retry-After";

  /** What may stand as the name of a field in an answer. */
  private static final Pattern NAMED = Pattern.compile("\\w{1,50}");

  private final KeycloakSession session;
  private final RealmModel realm;
  private final JsonWriter json;
  private final CallTraces traces;
  private final ErrorTranslator errors;
  private final BodyParser parser = new BodyParser(MAX_BODY_BYTES, MAX_BODY_DEPTH);

  /**
   * A request that is not yet answered.
   *
   * @param realm the one that it is about; the session's may be the caller's
   */
  public AdminRequest(
      KeycloakSession session, RealmModel realm, JsonWriter json, CallTraces traces) {
    this.session = session;
    this.realm = realm;
    this.json = json;
    this.traces = traces;
    this.errors = new ErrorTranslator(session);
  }

  /** The answer of the work, or to what it threw. */
  public Response answered(Supplier<Response> work) {
    return traces.traced(realm.getName(), () -> answer(work));
  }

  private Response answer(Supplier<Response> work) {
    // Keycloak has said already which origins' scripts may read it.
    session.getContext().getHttpResponse().setHeader("Access-Control-Expose-Headers", EXPOSED);
    try {
      Response response = work.get();
      errors.requireNoOutage();
      return response;
    } catch (RuntimeException failure) {
      session.getTransactionManager().setRollbackOnly();
      return refusal(errors.translated(failure));
    }
  }

  /**
   * Makes a change last, so that what the database refuses at the end is still an answer.
   *
   * @param change what is written
   * @param referred the refusal if rows would refer to others that are not there
   */
  public <T> T lasting(Supplier<T> change, Supplier<ApiException> referred) {
    try {
      T changed = change.get();
      errors.requireNoOutage();
      session.getTransactionManager().commit();
      return changed;
    } catch (UserInUseException inTheWay) {
      throw referred.get();
    }
  }

  /**
   * Refuses a request with other parameters than these, with empty ones, or with one that is there
   * twice: who spells {@code dry-run} wrong must not be taken at half their word.
   *
   * @throws ApiException 400 naming them all
   */
  public void requireOnly(String... known) {
    FieldErrors errors = FieldErrors.none();
    for (Map.Entry<String, List<String>> sent :
        session.getContext().getUri().getQueryParameters().entrySet()) {
      Optional<String> complaint = complaint(sent, List.of(known));
      if (complaint.isPresent()) {
        errors = errors.with(sent.getKey(), ErrorCode.INVALID, complaint.get());
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
  }

  private static Optional<String> complaint(
      Map.Entry<String, List<String>> sent, List<String> known) {
    if (!known.contains(sent.getKey())) {
      return Optional.of(
          known.isEmpty()
              ? "There is no such parameter."
              : "There is no such parameter; there are: " + String.join(", ", known) + ".");
    }
    if (sent.getValue().size() > 1) {
      return Optional.of("This parameter may be there only once.");
    }
    return sent.getValue().get(0).isBlank()
        ? Optional.of("This parameter may not be blank.")
        : Optional.empty();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(session.getContext().getUri().getQueryParameters().getFirst(name));
  }

  /**
   * The parsed body.
   *
   * @throws ApiException 400, 408, 413 or 415
   */
  public RequestBody body(InputStream stream) {
    return parser.parse(
        session
            .getContext()
            .getHttpRequest()
            .getHttpHeaders()
            .getHeaderString(HttpHeaders.CONTENT_TYPE),
        stream);
  }

  /**
   * The parsed body, if it has no members but these: who spells {@code is_staff} wrong must not be
   * taken at half their word.
   *
   * @throws ApiException 400 naming the first of them, 408, 413 or 415
   */
  public RequestBody body(InputStream stream, String... known) {
    RequestBody body = body(stream);
    List<String> unknown =
        body.names().stream()
            .filter(name -> !List.of(known).contains(name))
            .limit(MOST_COMPLAINTS)
            .toList();
    FieldErrors errors = FieldErrors.none();
    for (String name : unknown) {
      errors =
          errors.with(
              NAMED.matcher(name).matches() ? name : FieldErrors.NON_FIELD,
              ErrorCode.INVALID,
              "There is no such field; there are: " + String.join(", ", known) + ".");
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
    return body;
  }

  /**
   * Refuses a change of what is no longer as the client knew it (RFC 9110, section 13.1.1), if it
   * says how that was.
   *
   * @param now how it is
   * @throws ApiException 412
   */
  public void requireUnchanged(EntityTag now) {
    List<String> sent =
        session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader("If-Match");
    if (sent != null && !sent.isEmpty() && !now.isAmong(String.join(",", sent))) {
      throw ApiException.changedMeanwhile();
    }
  }

  private Response refusal(ApiException refusal) {
    Response.ResponseBuilder answer =
        Response.fromResponse(response(refusal.status(), refusal.codedBody()));
    refusal.headers().forEach(answer::header);
    return answer.build();
  }

  public Response response(int status, Object body) {
    return headed(Response.status(status))
        .header(HttpHeaders.CONTENT_TYPE, "application/json")
        .entity(json.write(body))
        .build();
  }

  /** The answer with what the client is to send along with its change of this. */
  public Response tagged(Response answer, EntityTag tag) {
    return Response.fromResponse(answer).header(HttpHeaders.ETAG, tag.text()).build();
  }

  /** 201 with the address of what was made. */
  public Response created(String id, Object body) {
    return Response.fromResponse(response(201, body))
        .location(session.getContext().getUri().getAbsolutePathBuilder().path(id).build())
        .build();
  }

  /**
   * 200 with a file to be kept.
   *
   * @param content what JAX-RS can write
   */
  public Response attachment(String mediaType, String fileName, Object content) {
    return headed(Response.ok())
        .header(HttpHeaders.CONTENT_TYPE, mediaType)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + '"')
        .entity(content)
        .build();
  }

  public Response noContent() {
    return headed(Response.noContent()).build();
  }

  private static Response.ResponseBuilder headed(Response.ResponseBuilder response) {
    Map.of(HttpHeaders.CACHE_CONTROL, "no-store", "X-Content-Type-Options", "nosniff")
        .forEach(response::header);
    return response;
  }
}
