package io.authservice.keycloak.storage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAttributesTest {

  private static final Account ADA =
      TestAccount.of(7, "Ada", "ada@example.com", "Ada", "Lovelace")
          .with(UserField.STAFF, true)
          .with(UserField.DATE_JOINED, Instant.parse("2020-01-02T03:04:05.000006Z"))
          .with(UserField.LAST_LOGIN, Instant.parse("2021-01-02T03:04:05Z"));

  private static final Account NEWCOMER = TestAccount.of(8, "new").with(UserField.ACTIVE, false);

  @Test
  void everyColumnIsAnAttribute() {
    assertThat(UserAttributes.all(ADA))
        .isEqualTo(
            Map.of(
                "username", List.of("Ada"),
                "email", List.of("ada@example.com"),
                "firstName", List.of("Ada"),
                "lastName", List.of("Lovelace"),
                "user_id", List.of("7"),
                "is_active", List.of("true"),
                "is_staff", List.of("true"),
                "is_superuser", List.of("false"),
                "date_joined", List.of("2020-01-02T03:04:05.000006Z"),
                "last_login", List.of("2021-01-02T03:04:05Z")))
        .allSatisfy((name, values) -> assertThat(UserAttributes.isColumn(name)).isTrue());
  }

  @Test
  void anEmptyColumnIsNoAttribute() {
    assertThat(UserAttributes.all(NEWCOMER).keySet())
        .containsExactlyInAnyOrder(
            "username", "user_id", "is_active", "is_staff", "is_superuser", "date_joined");
    assertThat(UserAttributes.read(NEWCOMER, "last_login")).isEmpty();
    assertThat(UserAttributes.read(NEWCOMER, "email")).isEmpty();
  }

  @Test
  void oneAttributeIsReadByName() {
    assertThat(UserAttributes.read(ADA, "user_id")).contains("7");
    assertThat(UserAttributes.read(ADA, "colour")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"colour", "USERNAME", "enabled", "password", "locale"})
  void whatIsNoColumnIsKeptElsewhere(String name) {
    assertThat(UserAttributes.isColumn(name)).isFalse();
  }

  @Test
  void noValueIsAnEmptyColumn() {
    assertThat(UserAttributes.column(null)).isEmpty();
    assertThat(UserAttributes.column("x")).isEqualTo("x");
  }
}
