package io.authservice.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.UserField.Kind;
import io.authservice.keycloak.account.UserField.Reader;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.testing.TestAccount;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of the fields agrees with itself, and an account holds nothing else. */
class UserFieldTest {

  private static final Account ADA = TestAccount.of(7, "ada", "ada@example.com", "Ada", "Byron");

  @Test
  void everyFieldStandsOnceInTheList() {
    assertThat(UserField.ALL)
        .doesNotHaveDuplicates()
        .hasSize(
            (int)
                Arrays.stream(UserField.class.getFields())
                    .filter(constant -> Modifier.isStatic(constant.getModifiers()))
                    .filter(constant -> constant.getType() == UserField.class)
                    .count());
    assertThat(UserField.ALL.stream().map(UserField::place))
        .isEqualTo(IntStream.range(0, UserField.ALL.size()).boxed().toList());
    assertThat(UserField.ALL.stream().map(UserField::column)).doesNotHaveDuplicates();
  }

  @Test
  void everyFieldHasItsLabelAndATextItsLength() {
    for (UserField<?> field : UserField.ALL) {
      assertThat(field.label()).as("label of %s", field).isNotBlank();
      assertThat(field.longest() > 0)
          .as("length of %s", field)
          .isEqualTo(field.kind() == Kind.TEXT);
    }
  }

  @Test
  void aFieldIsFoundByItsColumn() {
    assertThat(UserField.of("first_name")).contains(UserField.FIRST_NAME);
    assertThat(UserField.of("firstName")).isEmpty();
  }

  @Test
  void nobodySeesPasswordsAndNobodySetsAuthority() {
    assertThat(UserField.PASSWORD.isShownTo(Reader.ADMINISTRATORS)).isFalse();
    assertThat(UserField.SUPERUSER.isShownTo(Reader.CLIENTS)).isFalse();
    assertThat(UserField.SUPERUSER.isSetBy(Writer.ADMINISTRATORS)).isTrue();
    assertThat(UserField.SUPERUSER.isSetBy(Writer.STAFF)).isFalse();
    assertThat(UserField.STAFF.isSetBy(Writer.USERS)).isFalse();
    assertThat(UserField.STAFF.isSetBy(Writer.STAFF)).isTrue();
    assertThat(UserField.EMAIL.isSetBy(Writer.STAFF)).isTrue();
  }

  @Test
  void anAccountIsAnotherWithAnyOtherValue() {
    assertThat(ADA).isEqualTo(TestAccount.of(7, "ada", "ada@example.com", "Ada", "Byron"));
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      Account other = changed(field);
      assertThat(other).as("%s", field).isNotEqualTo(ADA);
      assertThat(Account.from(other::get)).isEqualTo(other).hasSameHashCodeAs(other);
    }
    assertThat(ADA.with(UserField.LAST_NAME, "King").lastName()).isEqualTo("King");
    assertThat(ADA.lastName()).isEqualTo("Byron");
  }

  @SuppressWarnings("unchecked") // the kind says what the values are
  private static Account changed(UserField<?> field) {
    return switch (field.kind()) {
      case KEY -> ADA.with((UserField<UserId>) field, UserId.of(8));
      case TEXT -> ADA.with((UserField<String>) field, "other");
      case FLAG -> ADA.with((UserField<Boolean>) field, !(boolean) ADA.get(field));
      case MOMENT -> ADA.with((UserField<Instant>) field, Instant.MAX);
    };
  }

  @Test
  void anAccountTakesWhatIsOfItsFieldsAlone() {
    assertThatThrownBy(
            () -> Account.from(field -> field == UserField.STAFF ? "true" : ADA.get(field)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No value of is_staff");
    assertThatThrownBy(
            () -> Account.from(field -> field == UserField.DATE_JOINED ? null : ADA.get(field)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Account.of(7L, "ada")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ADA.get(UserField.PASSWORD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatARowDoesNotTellIsHadByNobody() {
    Object[] row = new Object[UserField.OF_ACCOUNT.size()];
    row[UserField.ID.place()] = UserId.of(7);
    row[UserField.LAST_LOGIN.place()] = Instant.parse("+99999-01-01T00:00:00Z");

    assertThat(Account.stored(row))
        .isEqualTo(
            Account.of(
                UserId.of(7), "", "", "", "", false, false, false, null, Account.UNKNOWN_DATE));
  }

  @Test
  void anAccountKeepsItsValuesToItself() {
    Object[] values = UserField.OF_ACCOUNT.stream().map(ADA::get).toArray();
    Account account = Account.of(values);

    values[UserField.USERNAME.place()] = "eve";

    assertThat(account).isEqualTo(ADA);
  }

  @Test
  void anAccountShowsNoPerson() {
    assertThat(ADA).hasToString("Account[7]");
  }

  @Test
  void whatClientsSeeStandsFirstAndHoldsNoMomentSoThatListsReadNoMore() {
    assertThat(UserField.OF_CLIENTS)
        .isEqualTo(UserField.OF_ACCOUNT.subList(0, UserField.OF_CLIENTS.size()))
        .noneMatch(field -> field.kind() == UserField.Kind.MOMENT);
  }
}
