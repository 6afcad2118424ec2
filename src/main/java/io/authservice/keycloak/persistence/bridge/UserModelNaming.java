package io.authservice.keycloak.persistence.bridge;

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

  private final PhysicalNamingStrategy standard = new PhysicalNamingStrategyStandardImpl();
  private final Map<String, String> tables;
  private final String memberColumn;

  UserModelNaming(DjangoSchema schema) {
    String users = schema.userTable();
    tables =
        Map.of(
            USERS,
            users,
            DjangoSchema.groupsOf(USERS),
            DjangoSchema.groupsOf(users),
            DjangoSchema.permissionsOf(USERS),
            DjangoSchema.permissionsOf(users));
    memberColumn = schema.memberColumn();
  }

  /** Django quotes every name, so its letter case counts. */
  @Override
  public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
    return new Identifier(tables.getOrDefault(name.getText(), name.getText()), true);
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
