package io.authservice.keycloak.wire.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, field by field, in the order found. Immutable. */
public final class FieldErrors {

  /** The key of messages that belong to no single field. */
  public static final String NON_FIELD = "non_field_errors";

  private static final FieldErrors NONE = new FieldErrors(Map.of());

  private final Map<String, List<String>> messages;

  private FieldErrors(Map<String, List<String>> messages) {
    this.messages = messages;
  }

  /** No errors. */
  public static FieldErrors none() {
    return NONE;
  }

  /** These errors and one more message, last in its field. */
  public FieldErrors with(String field, String message) {
    return merge(new FieldErrors(Map.of(field, List.of(message))));
  }

  /** These errors followed by the others, field by field. */
  public FieldErrors merge(FieldErrors others) {
    Map<String, List<String>> all = new LinkedHashMap<>(messages);
    others.messages.forEach((field, added) -> all.merge(field, added, FieldErrors::concat));
    return new FieldErrors(Collections.unmodifiableMap(all));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Whether something is wrong with this field. */
  public boolean has(String field) {
    return messages.containsKey(field);
  }

  /** The messages by field, in the order found. */
  public Map<String, List<String>> asMap() {
    return messages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldErrors that && messages.equals(that.messages);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  @Override
  public String toString() {
    return messages.toString();
  }
}
