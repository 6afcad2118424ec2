package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a user model makes of one user's row in memory, as of a dump. Whatever a row lacks, or has
 * of another kind than the model says, is a {@link ModelValueException}.
 */
public final class ModelValues {

  private final UserModel model;
  private final TermValues values;

  /**
   * Of a user.
   *
   * @param now the moment that a model calls so
   */
  public ModelValues(UserModel model, ModelTables tables, ModelRow user, Instant now) {
    this.model = model;
    this.values = new TermValues(tables, user, now);
  }

  /** Whether the row is a user at all. */
  public boolean isUser() {
    return model.filter().map(values::flag).orElse(true);
  }

  /** What a field is; of a flag that is put together true or false, of all else what is there. */
  public @Nullable Object field(UserField<?> field) {
    Term term = model.term(field);
    return field.kind() == UserField.Kind.FLAG && !(term instanceof Term.Column)
        ? (Object) values.flag(term)
        : values.value(term);
  }

  /** The attributes that the user has, and whether the e-mail is verified. */
  public ExtraValues extras() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (ExtraAttribute attribute : model.attributes()) {
      Object value = attribute(attribute);
      if (value != null) {
        attributes.put(attribute.name(), value);
      }
    }
    return new ExtraValues(attributes, model.extras().verified().filter(values::flag).isPresent());
  }

  private @Nullable Object attribute(ExtraAttribute attribute) {
    Term term = model.extras().term(attribute);
    return switch (attribute.kind()) {
      case JSON -> values.json(term);
      case TEXT -> {
        Object value = values.value(term);
        yield value == null ? null : value.toString();
      }
      case BOOLEAN -> {
        boolean isAbsent = term instanceof Term.Column && values.value(term) == null;
        yield isAbsent ? null : of(attribute, () -> values.flag(term));
      }
      case INTEGER -> {
        Object value = values.value(term);
        if (value != null && !(value instanceof Long)) {
          throw new ModelValueException(attribute.name() + " is not a whole number of 64 bits");
        }
        yield value;
      }
      case MOMENT -> {
        Object value = values.value(term);
        yield value == null ? null : of(attribute, () -> TermValues.moment(value));
      }
    };
  }

  private interface Reading {
    Object read();
  }

  private static Object of(ExtraAttribute attribute, Reading reading) {
    try {
      return reading.read();
    } catch (ModelValueException other) {
      throw new ModelValueException(
          attribute.name()
              + " is not "
              + (attribute.kind() == ExtraAttribute.Kind.MOMENT
                  ? "a date and time of ISO 8601"
                  : "a boolean, or the model cannot be answered: " + other.getMessage()));
    }
  }

  /** The names of what the user is a member of beside Django's groups, in their order. */
  public Set<String> memberships() {
    Set<String> names = new TreeSet<>();
    model.extras().memberships().forEach(each -> values.names(each).forEach(names::add));
    return names;
  }
}
