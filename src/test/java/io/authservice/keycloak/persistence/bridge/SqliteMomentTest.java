package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Django writes into SQLite, and reads from it. */
class SqliteMomentTest {

  private final SqliteMoment moments = new SqliteMoment();

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T23:59:59.123456Z, 2024-02-29 23:59:59.123456",
    "2024-02-29T23:59:59.120Z, 2024-02-29 23:59:59.120000",
    "2024-02-29T23:59:59Z, 2024-02-29 23:59:59",
    "0999-01-01T00:00:00.000001Z, 0999-01-01 00:00:00.000001"
  })
  void areTextInUtc(Instant moment, String text) {
    assertThat(moments.convertToDatabaseColumn(moment)).isEqualTo(text);
    assertThat(moments.convertToEntityAttribute(text)).isEqualTo(moment);
  }

  @Test
  void areCutToMicroseconds() {
    assertThat(moments.convertToDatabaseColumn(Instant.parse("2024-01-01T00:00:00.000000999Z")))
        .isEqualTo("2024-01-01 00:00:00");
  }

  /** Whatever wrote it: SQLite takes any text. */
  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "0000-00-00 00:00:00", "99999-01-01 00:00:00", "\0"})
  void areMissingWhereTheTextIsNone(String text) {
    assertThat(moments.convertToEntityAttribute(text)).isNull();
  }

  @Test
  void mayBeMissing() {
    assertThat(moments.convertToDatabaseColumn(null)).isNull();
    assertThat(moments.convertToEntityAttribute(null)).isNull();
  }
}
