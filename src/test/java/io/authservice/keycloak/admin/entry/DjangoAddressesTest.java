package io.authservice.keycloak.admin.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjangoAddressesTest {

  private static Optional<Destination> find(String path, Map<String, String> query) {
    return DjangoAddresses.find(path, name -> Optional.ofNullable(query.get(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', /",
    "auth/, /",
    "users/user/, /users",
    "auth/user/, /users",
    "accounts/customuser/, /users",
    "users/user/add/, /users/new",
    "users/user/3/, /users/3",
    "users/user/3/change/, /users/3",
    "users/user/3/delete/, /users/3",
    "users/user/3/password/, /users/3/password",
    "users/user/3/history/, /users/3/history",
    "users/user/3/change, /users/3",
    "users/user/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b/change/, /users/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b",
    "users/user/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b/history/, /users/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b/history",
    "auth/group/, /groups",
    "auth/group/add/, /groups/new",
    "auth/group/7/change/, /groups/7",
    "auth/group/7/delete/, /groups/7"
  })
  void anAddressOfUsersOrGroupsIsAPartOfThePage(String path, String route) {
    assertThat(find(path, Map.of())).contains(Destination.page(route));
  }

  @Test
  void theOtherJobsArePagesOfKeycloaks() {
    assertThat(find("oauth2_provider/application/3/change/", Map.of()))
        .contains(Destination.console("clients"));
    assertThat(find("oauth2_provider/accesstoken/", Map.of()))
        .contains(Destination.console("sessions"));
    assertThat(find("token_blacklist/outstandingtoken/", Map.of()))
        .contains(Destination.console("sessions"));
    assertThat(find("password_change/", Map.of())).contains(Destination.ownPassword());
    assertThat(find("logout/", Map.of())).contains(Destination.logout());
  }

  @Test
  void theListKeepsItsSearchAndItsFilters() {
    assertThat(
            find(
                "users/user/",
                Map.of(
                    "q", "o'brien & co",
                    "is_staff__exact", "1",
                    "is_active__exact", "0",
                    "is_superuser__exact", "x",
                    "o", "-1")))
        .contains(Destination.page("/users?search=o%27brien+%26+co&is_active=false&is_staff=true"));
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/users/user/3/change/, /users/3",
    "/admin/auth/group/?p=1, /groups",
    "/admin/nothing/, /",
    "//evil.example/, /",
    "https://evil.example/admin/auth/group/, /",
    "javascript:alert(1), /",
    "'', /"
  })
  void whoIsAskedToLogInGoesWhereItWasGoing(String next, String route) {
    assertThat(find("login/", Map.of("next", next))).contains(Destination.page(route));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop/",
        "shop/article/",
        "users/user/x/change/",
        "users/user/99999999999999999999/",
        "users/user/3/change/more/",
        "auth/group/new/",
        "jsi18n/",
        "login/more/",
        "USERS/user/"
      })
  void whatDjangoHadForOthersIsUnknown(String path) {
    assertThat(find(path, Map.of())).isEmpty();
  }
}
