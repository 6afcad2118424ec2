package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldError;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text field with the rules and messages of Django REST framework's CharField.
 *
 * @param name the field's name in bodies
 * @param required whether it must be sent unless the request is partial
 * @param allowBlank whether blank text is a value
 * @param maxLength in code points; {@link #UNLIMITED} for none
 * @param notText the message for a value that is neither text nor a number
 * @param before checks whose messages come before the general ones
 * @param after checks whose messages come after the general ones
 */
public record TextField(
    String name,
    boolean required,
    boolean allowBlank,
    int maxLength,
    String notText,
    List<TextCheck> before,
    List<TextCheck> after) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final String NOT_A_STRING = "Not a valid string.";

  public static TextField required(String name, int maxLength) {
    return new TextField(name, true, false, maxLength, NOT_A_STRING, List.of(), List.of());
  }

  public static TextField optional(String name, int maxLength) {
    return new TextField(name, false, true, maxLength, NOT_A_STRING, List.of(), List.of());
  }

  public static TextField username(TextCheck unique) {
    List<TextCheck> before = List.of(TextCheck.USERNAME, unique);
    return new TextField("username", true, false, 150, NOT_A_STRING, before, List.of());
  }

  public static TextField email(boolean required) {
    return new TextField(
        "email",
        required,
        !required,
        254,
        EmailAddress.MESSAGE,
        List.of(),
        List.of(TextCheck.EMAIL));
  }

  /** Reads the field; a field that is absent from a partial request is empty and no error. */
  Validated<Optional<String>> read(RequestBody body, boolean partial) {
    Optional<InputValue> sent = body.field(name, required, allowBlank);
    if (sent.isEmpty()) {
      return required && !partial
          ? refused(ErrorCode.REQUIRED, "This field is required.")
          : accepted(Optional.empty());
    }
    InputValue value = sent.get();
    if (value instanceof InputValue.Null) {
      return refused(ErrorCode.NULL, "This field may not be null.");
    }
    if (value instanceof InputValue.Text text) {
      return readText(PythonText.strip(text.text()));
    }
    if (value instanceof InputValue.Numeral number) {
      return readText(number.printed());
    }
    return refused(ErrorCode.INVALID, notText);
  }

  private Validated<Optional<String>> readText(String text) {
    FieldErrors errors = complaints(text);
    return new Validated<>(errors.isEmpty() ? Optional.of(text) : Optional.empty(), errors);
  }

  /** What is wrong with a text, wherever it comes from. */
  public FieldErrors complaints(String text) {
    if (text.isEmpty()) {
      return allowBlank
          ? FieldErrors.none()
          : FieldErrors.none().with(name, ErrorCode.BLANK, "This field may not be blank.");
    }
    List<TextCheck> checks = new ArrayList<>(before);
    checks.add(TextCheck.maxLength(maxLength));
    checks.add(TextCheck.NO_NULL_CHARACTER);
    checks.add(TextCheck.NO_LONE_SURROGATE);
    checks.addAll(after);
    FieldErrors errors = FieldErrors.none();
    for (TextCheck check : checks) {
      Optional<FieldError> complaint = check.complaint(text);
      if (complaint.isPresent()) {
        errors = errors.with(name, complaint.get());
      }
    }
    return errors;
  }

  private static Validated<Optional<String>> accepted(Optional<String> text) {
    return new Validated<>(text, FieldErrors.none());
  }

  private Validated<Optional<String>> refused(ErrorCode code, String message) {
    return new Validated<>(Optional.empty(), FieldErrors.none().with(name, code, message));
  }
}
