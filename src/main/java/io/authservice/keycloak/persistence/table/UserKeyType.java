package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.key.UserId;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.spi.TypeBootstrapContext;
import org.hibernate.usertype.EnhancedUserType;
import org.jspecify.annotations.Nullable;

/** The ids of users, in the form in which the table that is mapped keeps them. */
public final class UserKeyType implements EnhancedUserType<UserId> {

  /** The setting of Hibernate's that holds the {@link KeyForm}; without it ids are integers. */
  public static final String FORM = "auth-service.user-key";

  private final KeyForm form;

  /** Of tables of integers. */
  public UserKeyType() {
    this(KeyForm.INTEGER);
  }

  /** Of the tables that Hibernate was told of; it prefers this one where it is let to. */
  public UserKeyType(TypeBootstrapContext context) {
    this(
        context.getConfigurationSettings().get(FORM) instanceof KeyForm told
            ? told
            : KeyForm.INTEGER);
  }

  private UserKeyType(KeyForm form) {
    this.form = form;
  }

  KeyForm form() {
    return form;
  }

  @Override
  public int getSqlType() {
    return form.sqlType();
  }

  @Override
  public Class<UserId> returnedClass() {
    return UserId.class;
  }

  @Override
  public @Nullable UserId nullSafeGet(ResultSet row, int column, WrapperOptions options)
      throws SQLException {
    return form.read(row, column);
  }

  @Override
  public void nullSafeSet(
      PreparedStatement statement, @Nullable UserId id, int index, WrapperOptions options)
      throws SQLException {
    Object stored = id == null ? null : form.stored(id);
    if (stored == null) {
      statement.setNull(index, form.nullType());
    } else if (stored instanceof Long number) {
      statement.setLong(index, number);
    } else {
      statement.setObject(index, stored);
    }
  }

  @Override
  public String toSqlLiteral(UserId id) {
    Object stored = form.stored(id);
    return stored == null ? "null" : form.isUuid() ? "'" + stored + "'" : stored.toString();
  }

  @Override
  public String toString(UserId id) {
    return id.toString();
  }

  @Override
  public UserId fromStringValue(CharSequence text) {
    return UserId.read(text.toString()).orElseThrow(IllegalArgumentException::new);
  }

  @Override
  public UserId deepCopy(UserId id) {
    return id;
  }

  @Override
  public boolean isMutable() {
    return false;
  }

  @Override
  public Serializable disassemble(UserId id) {
    return id.toString();
  }

  @Override
  public UserId assemble(Serializable cached, Object owner) {
    return fromStringValue((String) cached);
  }
}
