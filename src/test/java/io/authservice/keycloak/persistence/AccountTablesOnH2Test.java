package io.authservice.keycloak.persistence;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class AccountTablesOnH2Test extends AccountTablesContract {

  @Override
  TestDatabase newDatabase() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    return TestDatabase.own(source);
  }
}
