package io.authservice.keycloak.migration.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredDatesTest {

  private static final String STORED = "2024-02-29T23:59:59.123456Z";
  private static final String CUT = "2024-02-29T23:59:59.123Z";
  private static final String LATER = "2024-02-29T23:59:59.124Z";

  @Test
  void keepsTheMicrosecondsThatADumpHasNot() {
    assertThat(StoredDates.kept(user(CUT, CUT), user(STORED, STORED)))
        .isEqualTo(user(STORED, STORED));
  }

  @Test
  void takesEveryOtherTime() {
    assertThat(StoredDates.kept(user(LATER, LATER), user(STORED, STORED)))
        .isEqualTo(user(LATER, LATER));
    assertThat(StoredDates.kept(user(STORED, STORED), user(CUT, CUT)))
        .isEqualTo(user(STORED, STORED));
  }

  @Test
  void takesAFirstLoginAndItsAbsence() {
    assertThat(StoredDates.kept(user(CUT, CUT), user(STORED, null))).isEqualTo(user(STORED, CUT));
    assertThat(StoredDates.kept(user(CUT, null), user(STORED, STORED)))
        .isEqualTo(user(STORED, null));
  }

  private static UserRow user(String joined, @Nullable String login) {
    return new UserRow(
        TestAccount.of(1, "ada")
            .with(UserField.DATE_JOINED, Instant.parse(joined))
            .with(UserField.LAST_LOGIN, login == null ? null : Instant.parse(login)),
        "!",
        Set.of(),
        Set.of());
  }
}
