package io.authservice.keycloak.wire.body;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A parsed request body, to be read by a form. */
public final class RequestBody {

  private static final RequestBody EMPTY = new RequestBody(new InputValue.Mapping(Map.of()), false);

  private final InputValue value;
  private final boolean form;

  private RequestBody(InputValue value, boolean form) {
    this.value = value;
    this.form = form;
  }

  /** A body without fields, which is what no body at all counts as. */
  public static RequestBody empty() {
    return EMPTY;
  }

  static RequestBody json(InputValue value) {
    return new RequestBody(value, false);
  }

  static RequestBody form(Map<String, InputValue> fields) {
    return new RequestBody(new InputValue.Mapping(fields), true);
  }

  /** Why no form can read this body; empty when it is a mapping of fields. */
  public Optional<String> shapeError() {
    if (value instanceof InputValue.Mapping) {
      return Optional.empty();
    }
    if (value instanceof InputValue.Null) {
      return Optional.of("No data provided");
    }
    return Optional.of("Invalid data. Expected a dictionary, but got " + value.pythonType() + ".");
  }

  /**
   * The field's value; empty when the field is absent. A form cannot leave an optional input out,
   * so its blank text counts as absent where blank is no value of the field.
   */
  public Optional<InputValue> field(String name, boolean required, boolean allowBlank) {
    if (!(value instanceof InputValue.Mapping mapping)) {
      return Optional.empty();
    }
    Optional<InputValue> found = Optional.ofNullable(mapping.members().get(name));
    if (form && !required && !allowBlank) {
      return found.filter(
          input -> !(input instanceof InputValue.Text text && text.text().isEmpty()));
    }
    return found;
  }

  /** The same without any other field. */
  public RequestBody only(Set<String> names) {
    if (!(value instanceof InputValue.Mapping mapping)) {
      return this;
    }
    Map<String, InputValue> kept = new LinkedHashMap<>(mapping.members());
    kept.keySet().retainAll(names);
    return new RequestBody(new InputValue.Mapping(kept), form);
  }

  /** The names of the fields that were sent; none if the body is no mapping of fields. */
  public Set<String> names() {
    return value instanceof InputValue.Mapping mapping ? mapping.members().keySet() : Set.of();
  }

  /** The texts of a form by name, as a protocol reads them; empty for any other body. */
  public Map<String, String> formTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (form && value instanceof InputValue.Mapping mapping) {
      mapping
          .members()
          .forEach(
              (name, input) -> {
                if (input instanceof InputValue.Text text) {
                  texts.put(name, text.text());
                }
              });
    }
    return texts;
  }

  /** Whether the field was sent with anything but null, blank text included. */
  public boolean mentions(String name) {
    return field(name, true, true).filter(sent -> !(sent instanceof InputValue.Null)).isPresent();
  }
}
