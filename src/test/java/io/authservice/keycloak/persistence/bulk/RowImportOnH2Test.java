package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.persistence.table.TestDatabase;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class RowImportOnH2Test extends RowImportContract {

  @Override
  TestDatabase newDatabase() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    return TestDatabase.own(source);
  }
}
