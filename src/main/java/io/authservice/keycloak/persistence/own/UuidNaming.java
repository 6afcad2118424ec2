package io.authservice.keycloak.persistence.own;

import io.authservice.keycloak.account.key.UserIdKind;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/** The names of the tables of UUIDs in place of those that the entities carry. */
final class UuidNaming extends PhysicalNamingStrategyStandardImpl {

  private static final long serialVersionUID = 1;

  private static final String CARRIED = OwnTables.ofUsers(UserIdKind.INTEGER);

  @Override
  public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
    String text = name.getText();
    return text.equals(CARRIED) || text.startsWith(CARRIED + "_")
        ? Identifier.toIdentifier(
            OwnTables.ofUsers(UserIdKind.UUID) + text.substring(CARRIED.length()))
        : name;
  }
}
