package io.authservice.keycloak.storage.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.AnyOf;
import io.authservice.keycloak.account.AccountQuery.Flag;
import io.authservice.keycloak.account.AccountQuery.Id;
import io.authservice.keycloak.account.AccountQuery.IdIn;
import io.authservice.keycloak.account.AccountQuery.Is;
import io.authservice.keycloak.account.AccountQuery.Joined;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.AccountQuery.Text;
import io.authservice.keycloak.account.AccountQuery.TextColumn;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.UserModel;

class UserSearchTest {

  private static final Set<TextColumn> ALL = EnumSet.allOf(TextColumn.class);

  /** Neither the realm nor its federated storage is asked about what is a column. */
  private final UserSearch search = new UserSearch(null, null, null, null, null);

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
  @CsvSource({"username, USERNAME", "email, EMAIL", "firstName, FIRST_NAME", "lastName, LAST_NAME"})
  void aFieldIsSearchedInsideUnlessExactIsAsked(String parameter, TextColumn field) {
    assertThat(search.query(Map.of(parameter, "ada")).conditions())
        .containsExactly(new Text(field, Match.INFIX, "ada"));
    assertThat(search.query(Map.of(parameter, "ada", UserModel.EXACT, "true")).conditions())
        .containsExactly(new Text(field, Match.EXACT, "ada"));
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, true, ACTIVE, true",
    "enabled, false, ACTIVE, false",
    "is_active, false, ACTIVE, false",
    "is_staff, true, STAFF, true",
    "is_superuser, false, SUPERUSER, false"
  })
  void flagsAreColumns(String parameter, String value, Flag flag, boolean wanted) {
    assertThat(search.query(Map.of(parameter, value)).conditions())
        .containsExactly(new Is(flag, wanted));
  }

  @Test
  void theIntegerIdIsSearchedAsANumber() {
    assertThat(search.query(Map.of("user_id", "12")).conditions()).containsExactly(new Id(12));
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
