package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementLogTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"statement: select 1", "execute <unnamed>: select 1", "execute S_1/C_2: select 1"})
  void readsStatementsHoweverTheyWereSent(String message) {
    assertThat(StatementLog.statement(line(message), "shop")).hasValue("select 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection received", "duration: 0.1 ms", "parameters: $1 = '1'"})
  void leavesOutOtherLines(String message) {
    assertThat(StatementLog.statement(line(message), "shop")).isEmpty();
    assertThat(StatementLog.statement(line("statement: select 1"), "other")).isEmpty();
  }

  private static String line(String message) {
    return "{\"dbname\": \"shop\", \"message\": \"" + message + "\"}";
  }
}
