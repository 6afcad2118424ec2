package io.authservice.keycloak.persistence.own;

import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/** The names of a realm's tables in place of those that the entities carry. */
final class OwnNaming extends PhysicalNamingStrategyStandardImpl {

  private static final long serialVersionUID = 2;

  private final transient OwnTables tables;

  OwnNaming(OwnTables tables) {
    this.tables = tables;
  }

  @Override
  public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
    return Identifier.toIdentifier(tables.named(name.getText()));
  }
}
