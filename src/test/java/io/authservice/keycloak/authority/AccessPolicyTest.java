package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.testing.TestAccount;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPolicyTest {

  private final AccessPolicy policy = new AccessPolicy(Visibility.OWN, true);

  private enum Flags {
    USER(false, false),
    STAFF(true, false),
    SUPERUSER(false, true),
    STAFF_SUPERUSER(true, true);

    private final boolean staff;
    private final boolean superuser;

    Flags(boolean staff, boolean superuser) {
      this.staff = staff;
      this.superuser = superuser;
    }

    private Account account(long id) {
      return TestAccount.of(id, "name" + id)
          .with(UserField.STAFF, staff)
          .with(UserField.SUPERUSER, superuser);
    }

    private Actor actor(long id) {
      return Actor.user(account(id));
    }
  }

  @ParameterizedTest
  @EnumSource(Flags.class)
  void everyUserReadsAndChangesItself(Flags flags) {
    assertThat(policy.mayRead(flags.actor(1), flags.account(1).id())).isTrue();
    assertThat(policy.mayWrite(flags.actor(1), flags.account(1))).isTrue();
    assertThat(policy.mayWriteSome(flags.actor(1))).isTrue();
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
      Flags caller, Flags target, boolean mayRead, boolean mayWrite) {
    assertThat(policy.mayRead(caller.actor(1), target.account(2).id())).isEqualTo(mayRead);
    assertThat(policy.mayWrite(caller.actor(1), target.account(2))).isEqualTo(mayWrite);
  }

  @ParameterizedTest
  @CsvSource({"USER, false", "STAFF, true", "SUPERUSER, true", "STAFF_SUPERUSER, true"})
  void flagsAreSetAndAllAreListedByStaffAlone(Flags caller, boolean may) {
    assertThat(policy.maySetFlags(caller.actor(1))).isEqualTo(may);
    assertThat(policy.mayListAll(caller.actor(1))).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, USER, false",
    "VIEWER, STAFF, false",
    "VIEWER, SUPERUSER, false",
    "STAFF, USER, true",
    "STAFF, STAFF, true",
    "STAFF, SUPERUSER, false",
    "STAFF, STAFF_SUPERUSER, false",
    "SUPERUSER, USER, true",
    "SUPERUSER, SUPERUSER, true"
  })
  void aClientReadsEveryoneAndChangesByStanding(Standing standing, Flags target, boolean mayWrite) {
    Actor client = Actor.client(standing);

    assertThat(policy.mayListAll(client)).isTrue();
    assertThat(policy.mayRead(client, target.account(1).id())).isTrue();
    assertThat(policy.mayWrite(client, target.account(1))).isEqualTo(mayWrite);
  }

  @ParameterizedTest
  @CsvSource({
    "USER, false, false, false",
    "VIEWER, false, false, false",
    "STAFF, true, true, true",
    "SUPERUSER, true, true, true"
  })
  void aClientWritesOnlyIfItManagesUsers(
      Standing standing, boolean some, boolean creates, boolean flags) {
    Actor client = Actor.client(standing);

    assertThat(policy.mayWriteSome(client)).isEqualTo(some);
    assertThat(policy.mayCreate(Optional.of(client))).isEqualTo(creates);
    assertThat(policy.maySetFlags(client)).isEqualTo(flags);
  }

  @Test
  void anyoneMayRegisterWhereRegistrationIsOpen() {
    assertThat(policy.mayCreate(Optional.empty())).isTrue();
    assertThat(policy.mayCreate(Optional.of(Flags.USER.actor(1)))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"USER, false", "STAFF, true", "SUPERUSER, true"})
  void whereRegistrationIsClosedOnlyStaffCreate(Flags flags, boolean may) {
    AccessPolicy closed = new AccessPolicy(Visibility.OWN, false);

    assertThat(closed.mayCreate(Optional.of(flags.actor(1)))).isEqualTo(may);
    assertThat(closed.mayCreate(Optional.empty())).isFalse();
    assertThat(closed.mayCreate(Optional.of(Actor.client(Standing.STAFF)))).isTrue();
    assertThat(closed.mayCreate(Optional.of(Actor.client(Standing.VIEWER)))).isFalse();
  }

  @Nested
  class WhereAllAreVisible {

    private final AccessPolicy open = new AccessPolicy(Visibility.ALL, true);

    @Test
    void aUserReadsOthersButDoesNotChangeThem() {
      Actor caller = Flags.USER.actor(1);
      Account target = Flags.USER.account(2);

      assertThat(open.mayListAll(caller)).isTrue();
      assertThat(open.mayRead(caller, target.id())).isTrue();
      assertThat(open.mayWrite(caller, target)).isFalse();
      assertThat(open.maySetFlags(caller)).isFalse();
    }
  }
}
