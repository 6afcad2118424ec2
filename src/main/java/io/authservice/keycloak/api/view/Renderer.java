package io.authservice.keycloak.api.view;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.HtmlText;
import io.authservice.keycloak.http.exchange.SafeHeaders;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.json.JsonRow;
import io.authservice.keycloak.wire.json.JsonWriter;
import io.authservice.keycloak.wire.json.YamlWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Turns answers and refusals into responses, with the headers Django sends. */
public final class Renderer {

  /** A page is for a person to look at: more rows than these are left to the JSON rendering. */
  private static final int ROWS_ON_A_PAGE = 1000;

  /** The most rows that are sent in one piece, so that no thread waits for who reads them. */
  private static final int ROWS_IN_ONE_PIECE = 1000;

  private final JsonWriter json;
  private final YamlWriter yaml;
  private final BrowsablePage page;
  private final ListReaders longLists;
  private final String varies;

  /**
   * Renders all answers.
   *
   * @param cookies whether answers may depend on them
   */
  public Renderer(
      JsonWriter json,
      YamlWriter yaml,
      BrowsablePage page,
      ListReaders longLists,
      boolean cookies) {
    this.json = json;
    this.yaml = yaml;
    this.page = page;
    this.longLists = longLists;
    this.varies = cookies ? "Origin, Cookie" : "Origin";
  }

  public Response render(ApiRequest request, View view, Rendering rendering, Answer answer) {
    Map<String, String> headers = headers(request, Optional.of(view));
    Stream<? extends JsonRow> rows = answer.rows();
    if (rows != null) {
      return list(request, view, rendering, answer.status(), headers, rows);
    }
    Object body = answer.body();
    Response response =
        body == null
            ? response(answer.status(), headers).build()
            : body(request, Optional.of(view), rendering, answer.status(), headers, body);
    return answer.cookies().isEmpty() ? response : setting(answer.cookies(), response);
  }

  private static Response setting(List<String> cookies, Response response) {
    Response.ResponseBuilder more = Response.fromResponse(response);
    cookies.forEach(cookie -> more.header(HttpHeaders.SET_COOKIE, cookie));
    return more.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  public Response render(
      ApiRequest request, Optional<View> view, Rendering rendering, ApiException refusal) {
    Map<String, String> headers = headers(request, view);
    headers.putAll(refusal.headers());
    Rendering written = rendering == Rendering.HTML ? Rendering.HTML : Rendering.JSON;
    return body(request, view, written, refusal.status(), headers, refusal.body());
  }

  public Response render(ApiRequest request, OAuth2Reply reply) {
    Map<String, String> headers = headers(request, Optional.empty());
    headers.putAll(reply.headers());
    Response.ResponseBuilder response = response(reply.status(), headers);
    Object body = reply.body();
    if (body == null || request.method().equals("HEAD")) {
      return response.build();
    }
    return response.entity(body instanceof Map ? json.write(body) : body).build();
  }

  private Response body(
      ApiRequest request,
      Optional<View> view,
      Rendering rendering,
      int status,
      Map<String, String> headers,
      Object body) {
    Rendering written = view.isPresent() ? rendering : Rendering.JSON;
    headers.put(HttpHeaders.CONTENT_TYPE, written.contentType());
    if (written == Rendering.HTML) {
      headers.put("Content-Security-Policy", HtmlText.POLICY);
    }
    Response.ResponseBuilder response = response(status, headers);
    if (request.method().equals("HEAD")) {
      return response.build();
    }
    byte[] bytes =
        switch (written) {
          case HTML ->
              page.render(
                  view.orElseThrow().name(),
                  request.method(),
                  request.path(),
                  status,
                  headers,
                  body,
                  request.accountConsole());
          case YAML, OPENAPI_YAML -> yaml.write(body);
          case JSON, OPENAPI_JSON -> json.write(body);
        };
    return response.entity(bytes).build();
  }

  private Response list(
      ApiRequest request,
      View view,
      Rendering rendering,
      int status,
      Map<String, String> headers,
      Stream<? extends JsonRow> listed) {
    Iterator<? extends JsonRow> rows = listed.iterator();
    boolean abridged = rendering == Rendering.HTML || request.method().equals("HEAD");
    // Read before the status is sent: a database that does not answer is still a 503 here.
    List<JsonRow> first = next(rows, abridged ? ROWS_ON_A_PAGE : ROWS_IN_ONE_PIECE);
    if (abridged || !rows.hasNext()) {
      listed.close();
      return body(request, Optional.of(view), rendering, status, headers, first);
    }
    request.enter(longLists);
    headers.put(HttpHeaders.CONTENT_TYPE, Rendering.JSON.contentType());
    StreamingOutput stream =
        out -> {
          try (listed) {
            longLists.write(
                out,
                impatient ->
                    json.writeArray(
                        impatient, Stream.concat(first.stream(), rest(rows)).iterator()));
          }
        };
    return response(status, headers).entity(stream).build();
  }

  private static Stream<JsonRow> rest(Iterator<? extends JsonRow> rows) {
    return StreamSupport.stream(
        Spliterators.<JsonRow>spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
  }

  private static List<JsonRow> next(Iterator<? extends JsonRow> rows, int count) {
    List<JsonRow> next = new ArrayList<>();
    while (next.size() < count && rows.hasNext()) {
      next.add(rows.next());
    }
    return next;
  }

  /** Django's answer to a path that lacks its slash. */
  public Response redirect(ApiRequest request) {
    Map<String, String> headers = headers(request, Optional.empty());
    headers.remove("X-Frame-Options");
    headers.put(HttpHeaders.LOCATION, request.withSlashAppended());
    headers.put(HttpHeaders.CONTENT_TYPE, Rendering.HTML.contentType());
    return response(301, headers).build();
  }

  private Map<String, String> headers(ApiRequest request, Optional<View> view) {
    Map<String, String> headers = new LinkedHashMap<>();
    view.ifPresent(
        matched -> headers.put(HttpHeaders.ALLOW, String.join(", ", matched.allowedMethods())));
    headers.put("X-Frame-Options", "DENY");
    headers.putAll(SafeHeaders.of(request, "same-origin"));
    headers.put(HttpHeaders.VARY, view.isPresent() ? "Accept, " + varies : varies);
    return headers;
  }

  private static Response.ResponseBuilder response(int status, Map<String, String> headers) {
    Response.ResponseBuilder response = Response.status(status);
    headers.forEach(response::header);
    return response;
  }
}
