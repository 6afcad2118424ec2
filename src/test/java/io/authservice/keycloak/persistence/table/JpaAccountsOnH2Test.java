package io.authservice.keycloak.persistence.table;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class JpaAccountsOnH2Test extends JpaAccountsContract {

  @Override
  TestDatabase newDatabase() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    return TestDatabase.own(source);
  }

  @Override
  String tellLetterCaseApart() {
    return "alter table users_user alter column username varchar(150) not null";
  }
}
