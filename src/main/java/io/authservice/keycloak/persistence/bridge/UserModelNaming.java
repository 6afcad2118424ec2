package io.authservice.keycloak.persistence.bridge;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategy;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/** The names of a custom user model in place of those the entities carry. */
final class UserModelNaming implements PhysicalNamingStrategy {

  private static final String USERS = "users_user";

  /** What memberships and permissions call the user; no other column bears this name. */
  private static final String MEMBER = "user_id";

  /** The tables of groups and permissions, with what is asked of them; users by their own key. */
  private static final Map<String, String> EMPTY =
      Map.of(
          DjangoSchema.groupsOf(USERS),
          "{key} as user_id, 0 as group_id",
          DjangoSchema.permissionsOf(USERS),
          "{key} as user_id, 0 as permission_id",
          "auth_group",
          "0 as id, '' as name",
          "auth_permission",
          "0 as id, '' as name, 0 as content_type_id, '' as codename",
          "auth_group_permissions",
          "0 as group_id, 0 as permission_id",
          "django_content_type",
          "0 as id, '' as app_label, '' as model");

  private final PhysicalNamingStrategy standard = new PhysicalNamingStrategyStandardImpl();
  private final Map<String, Identifier> tables;
  private final String memberColumn;

  UserModelNaming(DjangoSchema schema) {
    String users = schema.userTable();
    tables = new HashMap<>();
    tables.put(USERS, quoted(users));
    if (schema.model().hasGroups()) {
      tables.put(DjangoSchema.groupsOf(USERS), quoted(DjangoSchema.groupsOf(users)));
      tables.put(DjangoSchema.permissionsOf(USERS), quoted(DjangoSchema.permissionsOf(users)));
    } else {
      EMPTY.forEach((table, columns) -> tables.put(table, empty(schema, columns)));
    }
    memberColumn = schema.memberColumn();
  }

  /** In place of a table that is not there: no rows, in words that every database knows. */
  private static Identifier empty(DjangoSchema schema, String columns) {
    String quote = schema.quote();
    String key = quote + schema.model().key() + quote;
    return new Identifier(
        "(select "
            + columns.replace("{key}", key)
            + " from "
            + quote
            + schema.userTable()
            + quote
            + " where 1 = 0)",
        false);
  }

  private static Identifier quoted(String name) {
    return new Identifier(name, true);
  }

  /** Django quotes every name, so its letter case counts. */
  @Override
  public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
    return tables.getOrDefault(name.getText(), quoted(name.getText()));
  }

  @Override
  public Identifier toPhysicalColumnName(Identifier name, JdbcEnvironment environment) {
    return name.getText().equals(MEMBER) ? new Identifier(memberColumn, true) : name;
  }

  @Override
  public Identifier toPhysicalCatalogName(Identifier name, JdbcEnvironment environment) {
    return standard.toPhysicalCatalogName(name, environment);
  }

  @Override
  public Identifier toPhysicalSchemaName(Identifier name, JdbcEnvironment environment) {
    return standard.toPhysicalSchemaName(name, environment);
  }

  @Override
  public Identifier toPhysicalSequenceName(Identifier name, JdbcEnvironment environment) {
    return standard.toPhysicalSequenceName(name, environment);
  }
}
