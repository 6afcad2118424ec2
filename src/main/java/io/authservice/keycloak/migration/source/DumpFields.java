package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The primary key and the fields of one dumped object. Messages name fields, never values. */
final class DumpFields {

  private static final Pattern ZONE = Pattern.compile("([Zz]|[+-][0-9:]{2,8})$");

  private final JsonNode key;
  private final JsonNode fields;

  DumpFields(JsonNode key, JsonNode fields) {
    this.key = key;
    this.fields = fields;
  }

  /** A field that is missing or of another type than Django writes. */
  static final class BadFieldException extends RuntimeException {

    private final Problem problem;
    private final String detail;

    BadFieldException(Problem problem, String detail) {
      super(detail, null, false, false);
      this.problem = problem;
      this.detail = detail;
    }

    Problem problem() {
      return problem;
    }

    String detail() {
      return detail;
    }
  }

  /** Empty if the object has none. */
  OptionalLong id() {
    if (key.isMissingNode() || key.isNull()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(id(key, "pk"));
  }

  /** The id of a user; empty if the object has none. */
  Optional<UserId> userId() {
    return key.isMissingNode() || key.isNull() ? Optional.empty() : Optional.of(userId(key, "pk"));
  }

  static UserId userId(JsonNode node, String field) {
    if (node.isTextual() && node.textValue().length() == UserId.UUID_LENGTH) {
      return UserId.read(node.textValue())
          .orElseThrow(
              () ->
                  new BadFieldException(
                      Problem.BAD_ID, field + " is no UUID in lower case and with dashes"));
    }
    return UserId.of(id(node, field));
  }

  /** Natural keys of other serializers may write numbers as text. */
  private static long id(JsonNode node, String field) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isTextual() && node.textValue().matches("-?[0-9]{1,18}")) {
      return Long.parseLong(node.textValue());
    }
    throw new BadFieldException(Problem.BAD_ID, field + " is not a whole number of 64 bits");
  }

  /** A field of a user. */
  @Nullable Object value(UserField<?> field) {
    String name = field.column();
    return switch (field.kind()) {
      case KEY -> userId(fields.path(name), name);
      case TEXT -> text(name);
      case FLAG -> flag(name);
      case MOMENT -> field.isNullable() && !isSet(name) ? null : moment(name);
    };
  }

  String text(String name) {
    JsonNode node = fields.path(name);
    if (!node.isTextual()) {
      throw unreadable(name, "a text");
    }
    return node.textValue();
  }

  /** Blank if the field is missing or null. */
  String textIfAny(String name) {
    return isSet(name) ? text(name) : "";
  }

  boolean isSet(String name) {
    return fields.hasNonNull(name);
  }

  boolean flag(String name) {
    JsonNode node = fields.path(name);
    if (!node.isBoolean()) {
      throw unreadable(name, "a boolean");
    }
    return node.booleanValue();
  }

  Instant moment(String name) {
    return moment(name, text(name));
  }

  /** A moment as Django writes it, with a zone or without. */
  static Instant moment(String name, String written) {
    try {
      Instant moment =
          ZONE.matcher(written).find()
              ? OffsetDateTime.parse(written.replace(' ', 'T')).toInstant()
              : LocalDateTime.parse(written.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      return moment.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException notADate) {
      throw new BadFieldException(Problem.BAD_DATE, name + " is not a date and time of ISO 8601");
    }
  }

  /** A primary key that is a text. */
  String keyText() {
    if (!key.isTextual()) {
      throw unreadable("pk", "a text");
    }
    return key.textValue();
  }

  /** Empty if the field is missing or null. */
  Optional<ForeignKey> referenceIfAny(String name) {
    return isSet(name) ? Optional.of(reference(name)) : Optional.empty();
  }

  ForeignKey reference(String name) {
    return reference(fields.path(name), name);
  }

  List<ForeignKey> references(String name) {
    JsonNode node = fields.path(name);
    if (!node.isArray()) {
      throw unreadable(name, "a list");
    }
    List<ForeignKey> references = new ArrayList<>();
    node.forEach(element -> references.add(reference(element, name)));
    return references;
  }

  private static ForeignKey reference(JsonNode node, String name) {
    if (!node.isArray()) {
      return ForeignKey.to(userId(node, name));
    }
    List<String> key = new ArrayList<>();
    for (JsonNode part : node) {
      if (!part.isTextual()) {
        throw unreadable(name, "a natural key");
      }
      key.add(part.textValue());
    }
    return ForeignKey.to(key);
  }

  static BadFieldException unreadable(String name, String wanted) {
    return new BadFieldException(Problem.UNREADABLE, name + " is not " + wanted);
  }
}
