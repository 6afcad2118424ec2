package io.authservice.keycloak.api.attribute;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.wire.body.InputValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of one attribute, by Django REST framework's rules.
 *
 * @param value of the attribute's kind; null for null
 * @param error what is wrong with it
 */
record AttributeInput(@Nullable Object value, Optional<String> error) {

  static AttributeInput of(ExtraAttribute attribute, InputValue sent) {
    if (sent instanceof InputValue.Null) {
      return new AttributeInput(null, Optional.empty());
    }
    return text(attribute.kind(), sent)
        .flatMap(attribute::value)
        .map(value -> new AttributeInput(value, Optional.empty()))
        .orElseGet(() -> new AttributeInput(null, Optional.of(complaint(attribute.kind()))));
  }

  private static Optional<String> text(ExtraAttribute.Kind kind, InputValue sent) {
    if (sent instanceof InputValue.Text text) {
      return Optional.of(text.text().strip());
    }
    if (sent instanceof InputValue.Numeral number) {
      return Optional.of(number.printed());
    }
    return sent instanceof InputValue.Bool flag && kind == ExtraAttribute.Kind.BOOLEAN
        ? Optional.of(Boolean.toString(flag.value()))
        : Optional.empty();
  }

  private static String complaint(ExtraAttribute.Kind kind) {
    return switch (kind) {
      case TEXT -> "Not a valid string.";
      case INTEGER -> "A valid integer is required.";
      case BOOLEAN -> "Must be a valid boolean.";
      case MOMENT ->
          "Datetime has wrong format. Use one of these formats instead:"
              + " YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
      case JSON -> "This field is read-only.";
    };
  }
}
