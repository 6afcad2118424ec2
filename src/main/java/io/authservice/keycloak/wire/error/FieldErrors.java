package io.authservice.keycloak.wire.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is wrong with a request, field by field, in the order found. Immutable. */
public final class FieldErrors {

  /** The key of messages that belong to no single field. */
  public static final String NON_FIELD = "non_field_errors";

  private static final FieldErrors NONE = new FieldErrors(Map.of());

  private final Map<String, List<FieldError>> errors;

  private FieldErrors(Map<String, List<FieldError>> errors) {
    this.errors = errors;
  }

  /** No errors. */
  public static FieldErrors none() {
    return NONE;
  }

  /** These errors and one more, last in its field. */
  public FieldErrors with(String field, ErrorCode code, String message) {
    return with(field, new FieldError(code, message));
  }

  /** These errors and one more, last in its field. */
  public FieldErrors with(String field, FieldError error) {
    return merge(new FieldErrors(Map.of(field, List.of(error))));
  }

  /** These errors followed by the others, field by field. */
  public FieldErrors merge(FieldErrors others) {
    Map<String, List<FieldError>> all = new LinkedHashMap<>(errors);
    others.errors.forEach((field, added) -> all.merge(field, added, FieldErrors::concat));
    return new FieldErrors(Collections.unmodifiableMap(all));
  }

  private static List<FieldError> concat(List<FieldError> first, List<FieldError> second) {
    List<FieldError> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /** Whether something is wrong with this field. */
  public boolean has(String field) {
    return errors.containsKey(field);
  }

  /** The messages by field, in the order found. */
  public Map<String, List<String>> asMap() {
    return each(FieldError::message);
  }

  /** The codes by field, in the order of the messages. */
  public Map<String, List<String>> codes() {
    return each(error -> error.code().text());
  }

  private Map<String, List<String>> each(Function<FieldError, String> part) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    errors.forEach((field, found) -> parts.put(field, found.stream().map(part).toList()));
    return parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldErrors that && errors.equals(that.errors);
  }

  @Override
  public int hashCode() {
    return errors.hashCode();
  }

  @Override
  public String toString() {
    return errors.toString();
  }
}
