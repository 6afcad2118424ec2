package io.authservice.keycloak.persistence.bridge;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A moment as Django writes it into SQLite, which has no such type: text in UTC, with six digits of
 * a second's fraction or none at all ({@code adapt_datetimefield_value}).
 */
@Converter
final class SqliteMoment implements AttributeConverter<Instant, String> {

  private static final DateTimeFormatter WHOLE_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private static final DateTimeFormatter ANY =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Instant moment) {
    if (moment == null) {
      return null;
    }
    LocalDateTime utc =
        LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    return (utc.get(ChronoField.NANO_OF_SECOND) == 0 ? WHOLE_SECONDS : MICROSECONDS).format(utc);
  }

  @Override
  public @Nullable Instant convertToEntityAttribute(@Nullable String text) {
    try {
      return text == null ? null : LocalDateTime.parse(text, ANY).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException noMoment) {
      // SQLite takes any text. One row that is none of Django's must not hide all others.
      return null;
    }
  }
}
