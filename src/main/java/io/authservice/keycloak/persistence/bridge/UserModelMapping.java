package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.table.DjangoEntities;
import io.authservice.keycloak.persistence.table.UserProperties;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.hibernate.sql.Template;

/**
 * Tells Hibernate of a user model that is not {@code AbstractUser}'s: fields in columns of other
 * names, fields that are read by an expression and never written, rows that are no users, users
 * without groups, ids that are no integers.
 */
final class UserModelMapping {

  /** What Hibernate puts a table's alias in place of. */
  private static final String ROW = Template.TEMPLATE + ".";

  private static final String UNNAMED = "auth_service_read_only_";

  private final DjangoSchema schema;
  private final UserModel model;

  UserModelMapping(DjangoSchema schema) {
    this.schema = schema;
    this.model = schema.model();
  }

  void applyTo(Metadata metadata) {
    PersistentClass users = metadata.getEntityBinding(DjangoEntities.USER.getName());
    for (UserField<?> field : UserField.ALL) {
      Property property =
          field == UserField.ID
              ? users.getIdentifierProperty()
              : users.getProperty(UserProperties.of(field));
      apply(field, property);
    }
    if (schema.key().isUuid()) {
      DjangoEntities.giveRandomIds(users);
    }
    model.filter(schema.quote(), ROW).ifPresent(((RootClass) users)::setWhere);
    if (!model.hasGroups()) {
      metadata.getCollectionBindings().forEach(UserModelMapping::neverWrite);
    }
  }

  private void apply(UserField<?> field, Property property) {
    Column column = property.getColumns().get(0);
    if (model.isOwned(field)) {
      column.setName("`" + model.column(field).orElseThrow() + "`");
    } else {
      // A name that no expression holds: Hibernate puts the alias before each that it finds there.
      column.setName(UNNAMED + UserField.ALL.indexOf(field));
      column.setCustomRead(model.sql(field, schema.quote(), ROW));
      property.setInsertable(false);
      property.setUpdatable(false);
    }
  }

  /** What is the other side's to write is not written here. */
  private static void neverWrite(Collection collection) {
    collection.setInverse(true);
  }

  /**
   * Completes the statement that adds a user by the columns that only the model knows. Hibernate
   * has no other place for a column that no entity has.
   */
  StatementInspector newRows() {
    Map<String, String> values = model.newRows(schema.quote());
    if (values.isEmpty()) {
      return sql -> sql;
    }
    String quote = schema.quote();
    String start = "insert into " + quote + schema.userTable() + quote + " (";
    String columns =
        values.keySet().stream()
            .map(column -> quote + column + quote)
            .collect(Collectors.joining(",", "", ","));
    String constants = values.values().stream().collect(Collectors.joining(",", "", ","));
    return sql ->
        sql.startsWith(start)
            ? start
                + columns
                + sql.substring(start.length()).replaceFirst("\\) values \\(", "$0" + constants)
            : sql;
  }
}
