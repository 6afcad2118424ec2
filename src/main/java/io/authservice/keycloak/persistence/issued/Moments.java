package io.authservice.keycloak.persistence.issued;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as Django stores them with {@code USE_TZ}, whatever the database. */
public final class Moments {

  private Moments() {}

  /** Empty if the column holds none, or a text that is none. */
  public static Optional<Instant> read(ResultSet row, String column) throws SQLException {
    int index = row.findColumn(column);
    String type = row.getMetaData().getColumnTypeName(index);
    if (row.getMetaData().getColumnType(index) == Types.TIMESTAMP_WITH_TIMEZONE
        || "timestamptz".equals(type)) {
      return Optional.ofNullable(row.getObject(index, OffsetDateTime.class))
          .map(OffsetDateTime::toInstant);
    }
    return row.getMetaData().getColumnType(index) == Types.TIMESTAMP
            && !row.getStatement()
                .getConnection()
                .getMetaData()
                .getDatabaseProductName()
                .equals("SQLite")
        ? Optional.ofNullable(row.getObject(index, LocalDateTime.class))
            .map(moment -> moment.toInstant(ZoneOffset.UTC))
        : Optional.ofNullable(row.getString(index)).flatMap(Moments::text);
  }

  /** SQLite has no such type. */
  private static Optional<Instant> text(String moment) {
    try {
      return Optional.of(LocalDateTime.parse(moment.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
