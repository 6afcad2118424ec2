package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.CustomType;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** How a table keeps the ids of its users, as Django's fields make the column. */
public enum KeyForm {
  /** {@code AutoField} and {@code BigAutoField}. */
  INTEGER(SqlTypes.BIGINT, SqlTypes.BIGINT),
  /** {@code UUIDField} on PostgreSQL, and on MariaDB from 10.7 on: a type of its own. */
  UUID_NATIVE(SqlTypes.UUID, SqlTypes.OTHER),
  /** {@code UUIDField} on SQLite, MySQL and older MariaDB: {@code char(32)}, without dashes. */
  UUID_DIGITS(SqlTypes.CHAR, SqlTypes.CHAR);

  private final int sqlType;
  private final int nullType;

  KeyForm(int sqlType, int nullType) {
    this.sqlType = sqlType;
    this.nullType = nullType;
  }

  /** That of the table to which entities are mapped. */
  public static KeyForm of(EntityManager em) {
    CustomType<?> type =
        (CustomType<?>)
            em.unwrap(SharedSessionContractImplementor.class)
                .getFactory()
                .getMappingMetamodel()
                .getEntityDescriptor(DjangoUser.class)
                .getIdentifierType();
    return ((UserKeyType) type.getUserType()).form();
  }

  /** One of {@link SqlTypes}, for Hibernate. */
  int sqlType() {
    return sqlType;
  }

  /** One of {@link java.sql.Types}, for drivers. */
  int nullType() {
    return nullType;
  }

  /** Whether ids are UUIDs. */
  public boolean isUuid() {
    return this != INTEGER;
  }

  /** Whether a user of such a table can have the id. */
  boolean fits(UserId id) {
    return isUuid() == id instanceof UserId.Universal;
  }

  /** What the column holds for an id; null, which is nobody's, for one of the other kind. */
  public @Nullable Object stored(UserId id) {
    if (!fits(id)) {
      return null;
    }
    return switch (this) {
      case INTEGER -> ((UserId.Whole) id).number();
      case UUID_NATIVE -> ((UserId.Universal) id).uuid();
      case UUID_DIGITS -> id.toString().replace("-", "");
    };
  }

  /**
   * The id in a column.
   *
   * @return null if there is none
   * @throws SQLException if it is no UUID, which Django cannot read either
   */
  public @Nullable UserId read(ResultSet row, int column) throws SQLException {
    if (this == INTEGER) {
      long number = row.getLong(column);
      return row.wasNull() ? null : UserId.of(number);
    }
    String text = row.getString(column);
    try {
      return text == null ? null : parsed(text);
    } catch (IllegalArgumentException other) {
      throw new SQLException("The id of a user is no UUID", other);
    }
  }

  /**
   * The id that a column holds, from the text that its driver makes of it.
   *
   * @throws IllegalArgumentException if that is no id of the form
   */
  public UserId parsed(String text) {
    return this == INTEGER
        ? UserId.of(Long.parseLong(text))
        : UserId.of(UUID.fromString(dashed(text)));
  }

  private static String dashed(String text) {
    return text.replaceFirst("^(\\w{8})(\\w{4})(\\w{4})(\\w{4})(\\w{12})$", "$1-$2-$3-$4-$5");
  }
}
