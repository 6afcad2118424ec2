package io.authservice.keycloak.storage.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.AnyOf;
import io.authservice.keycloak.account.AccountQuery.Id;
import io.authservice.keycloak.account.AccountQuery.IdIn;
import io.authservice.keycloak.account.AccountQuery.Is;
import io.authservice.keycloak.account.AccountQuery.Joined;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.AccountQuery.Text;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.UserModel;

class UserSearchTest {

  private static final Set<UserField<String>> ALL = Set.copyOf(UserField.TEXTS);

  /** Neither the realm nor its federated storage is asked about what is a column. */
  private final UserSearch search =
      new UserSearch(null, null, null, null, null, AccountExtras.NONE, SearchLimit.OF_STATEMENTS);

  @ParameterizedTest
  @CsvSource({
    "ada, PREFIX, ada",
    "ada*, PREFIX, ada",
    "*ada*, INFIX, ada",
    "*ada, INFIX, ada",
    "'\"ada\"', EXACT, ada",
    "'\"', PREFIX, '\"'",
    "a*a, PATTERN, a*a*",
    "*a*a, PATTERN, *a*a*",
    "a_d%a, PREFIX, a_d%a"
  })
  void aTermsFormTellsHowItIsCompared(String term, Match match, String bare) {
    assertThat(search.query(Map.of(UserModel.SEARCH, term)))
        .isEqualTo(new AccountQuery(List.of(new AnyOf(ALL, match, bare))));
  }

  @Test
  void allTermsMustMatch() {
    assertThat(search.query(Map.of(UserModel.SEARCH, "  ada   *love*  ")).conditions())
        .containsExactly(new AnyOf(ALL, Match.PREFIX, "ada"), new AnyOf(ALL, Match.INFIX, "love"));
  }

  @Test
  void aBlankSearchFindsEveryone() {
    assertThat(search.query(Map.of(UserModel.SEARCH, "   "))).isEqualTo(AccountQuery.ALL);
  }

  @ParameterizedTest
  @CsvSource({"username, username", "email, email", "firstName, first_name", "lastName, last_name"})
  void aFieldIsSearchedInsideUnlessExactIsAsked(String parameter, String column) {
    assertThat(search.query(Map.of(parameter, "ada")).conditions())
        .containsExactly(new Text(named(UserField.TEXTS, column), Match.INFIX, "ada"));
    assertThat(search.query(Map.of(parameter, "ada", UserModel.EXACT, "true")).conditions())
        .containsExactly(new Text(named(UserField.TEXTS, column), Match.EXACT, "ada"));
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, true, is_active, true",
    "enabled, false, is_active, false",
    "is_active, false, is_active, false",
    "is_staff, true, is_staff, true",
    "is_superuser, false, is_superuser, false"
  })
  void flagsAreColumns(String parameter, String value, String column, boolean wanted) {
    assertThat(search.query(Map.of(parameter, value)).conditions())
        .containsExactly(new Is(named(UserField.FLAGS, column), wanted));
  }

  private static <T> UserField<T> named(List<UserField<T>> fields, String column) {
    return fields.stream().filter(field -> field.column().equals(column)).findAny().orElseThrow();
  }

  @Test
  void theIntegerIdIsSearchedAsANumber() {
    assertThat(search.query(Map.of("user_id", "12")).conditions())
        .containsExactly(new Id(UserId.of(12)));
    assertThat(search.query(Map.of("user_id", "twelve")).conditions())
        .containsExactly(new IdIn(Set.of(), true));
  }

  @Test
  void joiningTimesBoundTheSearch() {
    assertThat(search.query(Map.of(UserModel.CREATED_AFTER, "1000")).conditions())
        .containsExactly(new Joined(true, 1000));
    assertThat(search.query(Map.of(UserModel.CREATED_BEFORE, "1000")).conditions())
        .containsExactly(new Joined(false, 1000));
  }
}
