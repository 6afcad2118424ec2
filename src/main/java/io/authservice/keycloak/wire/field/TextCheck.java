package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldError;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** One rule for the text of a field, with its message. */
@FunctionalInterface
public interface TextCheck {

  TextCheck USERNAME =
      rule(
          PythonText::isUsername,
          ErrorCode.INVALID,
          "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_"
              + " characters.");

  TextCheck EMAIL = rule(EmailAddress::isValid, ErrorCode.INVALID, EmailAddress.MESSAGE);

  TextCheck NO_NULL_CHARACTER =
      rule(
          text -> text.indexOf('\0') < 0,
          ErrorCode.NULL_CHARACTERS_NOT_ALLOWED,
          "Null characters are not allowed.");

  TextCheck NO_LONE_SURROGATE =
      text ->
          text.codePoints()
              .filter(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE)
              .mapToObj(
                  point ->
                      new FieldError(
                          ErrorCode.SURROGATE_CHARACTERS_NOT_ALLOWED,
                          String.format(
                              Locale.ROOT, "Surrogate characters are not allowed: U+%X.", point)))
              .findFirst();

  /** What is wrong with the text; empty when nothing is. */
  Optional<FieldError> complaint(String text);

  static TextCheck rule(Predicate<String> holds, ErrorCode code, String message) {
    return text -> holds.test(text) ? Optional.empty() : Optional.of(new FieldError(code, message));
  }

  /** At most so many code points. */
  static TextCheck maxLength(int max) {
    return rule(
        text -> text.codePointCount(0, text.length()) <= max,
        ErrorCode.MAX_LENGTH,
        "Ensure this field has no more than " + max + " characters.");
  }

  /** A username nobody has. Asked only about well-formed names: no other can be in use. */
  static TextCheck unique(Predicate<String> taken) {
    return rule(
        name ->
            !PythonText.isUsername(name)
                || name.codePointCount(0, name.length()) > 150
                || !taken.test(name),
        FieldError.USERNAME_TAKEN.code(),
        FieldError.USERNAME_TAKEN.message());
  }
}
