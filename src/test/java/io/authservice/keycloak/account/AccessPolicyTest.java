package io.authservice.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPolicyTest {

  private final AccessPolicy policy = new AccessPolicy(Visibility.OWN);

  private enum Standing {
    USER(false, false),
    STAFF(true, false),
    SUPERUSER(false, true),
    STAFF_SUPERUSER(true, true);

    private final boolean staff;
    private final boolean superuser;

    Standing(boolean staff, boolean superuser) {
      this.staff = staff;
      this.superuser = superuser;
    }

    private Account account(long id) {
      return new Account(id, "name" + id, "", "", "", true, staff, superuser, Instant.EPOCH, null);
    }
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void everyoneReadsAndChangesItself(Standing standing) {
    Account self = standing.account(1);

    assertThat(policy.mayRead(self, self)).isTrue();
    assertThat(policy.mayWrite(self, self)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "USER, USER, false, false",
    "USER, STAFF, false, false",
    "USER, SUPERUSER, false, false",
    "STAFF, USER, true, true",
    "STAFF, STAFF, true, true",
    "STAFF, SUPERUSER, true, false",
    "STAFF, STAFF_SUPERUSER, true, false",
    "SUPERUSER, USER, true, true",
    "SUPERUSER, STAFF, true, true",
    "SUPERUSER, SUPERUSER, true, true",
    "STAFF_SUPERUSER, STAFF_SUPERUSER, true, true"
  })
  void othersAreReadAndChangedByStanding(
      Standing caller, Standing target, boolean mayRead, boolean mayWrite) {
    assertThat(policy.mayRead(caller.account(1), target.account(2))).isEqualTo(mayRead);
    assertThat(policy.mayWrite(caller.account(1), target.account(2))).isEqualTo(mayWrite);
  }

  @ParameterizedTest
  @CsvSource({"USER, false", "STAFF, true", "SUPERUSER, true", "STAFF_SUPERUSER, true"})
  void flagsAreSetAndAllAreListedByStaffAlone(Standing caller, boolean may) {
    assertThat(policy.maySetFlags(caller.account(1))).isEqualTo(may);
    assertThat(policy.mayListAll(caller.account(1))).isEqualTo(may);
  }

  @Nested
  class WhereAllAreVisible {

    private final AccessPolicy open = new AccessPolicy(Visibility.ALL);

    @Test
    void aUserReadsOthersButDoesNotChangeThem() {
      Account caller = Standing.USER.account(1);
      Account target = Standing.USER.account(2);

      assertThat(open.mayListAll(caller)).isTrue();
      assertThat(open.mayRead(caller, target)).isTrue();
      assertThat(open.mayWrite(caller, target)).isFalse();
      assertThat(open.maySetFlags(caller)).isFalse();
    }
  }
}
