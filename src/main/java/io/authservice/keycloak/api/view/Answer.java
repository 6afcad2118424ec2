package io.authservice.keycloak.api.view;

import io.authservice.keycloak.wire.json.JsonRow;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a view answers, before it is rendered.
 *
 * @param body what Jackson can write; null for an empty body
 * @param rows a list to stream in place of a body
 * @param cookies values of {@code Set-Cookie}
 */
public record Answer(
    int status,
    @Nullable Object body,
    @Nullable Stream<? extends JsonRow> rows,
    List<String> cookies) {

  public Answer {
    cookies = List.copyOf(cookies);
  }

  /** An answer that sets no cookies. */
  public Answer(int status, @Nullable Object body, @Nullable Stream<? extends JsonRow> rows) {
    this(status, body, rows, List.of());
  }

  /** The same, with these cookies. */
  public Answer setting(List<String> values) {
    return new Answer(status, body, rows, values);
  }

  public static Answer ok(Object body) {
    return new Answer(200, body, null);
  }

  public static Answer created(Object body) {
    return new Answer(201, body, null);
  }

  public static Answer noContent() {
    return new Answer(204, null, null);
  }

  public static Answer list(Stream<? extends JsonRow> rows) {
    return new Answer(200, null, rows);
  }
}
