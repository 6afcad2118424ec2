package io.authservice.keycloak.persistence.extra;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.persistence.issued.Moments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Values of attributes as drivers give and take them. */
public final class ExtraColumns {

  private ExtraColumns() {}

  /** Null if the column holds none. */
  static @Nullable Object value(ResultSet row, ExtraAttribute.Kind kind, String column)
      throws SQLException {
    Object value =
        switch (kind) {
          case TEXT, JSON -> row.getString(column);
          case INTEGER -> row.getLong(column);
          case BOOLEAN -> row.getBoolean(column);
          case MOMENT -> Moments.read(row, column).orElse(null);
        };
    return kind != ExtraAttribute.Kind.MOMENT && row.wasNull() ? null : value;
  }

  /** As Django writes it with {@code USE_TZ}, whatever the database. */
  public static Object stored(Object value, Connection connection) throws SQLException {
    if (!(value instanceof Instant moment)) {
      return value;
    }
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "PostgreSQL" -> moment.atOffset(ZoneOffset.UTC);
      case "SQLite" ->
          moment.atOffset(ZoneOffset.UTC).toLocalDateTime().toString().replace('T', ' ');
      default -> moment.atOffset(ZoneOffset.UTC).toLocalDateTime();
    };
  }
}
