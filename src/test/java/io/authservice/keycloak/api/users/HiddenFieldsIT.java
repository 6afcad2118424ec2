package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that everybody may read and search tells nobody what its records do not show. */
@Tag("contract")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenFieldsIT {

  private TestServer server;
  private Api api;
  private User user;

  @BeforeAll
  void start() {
    String option = "--spi-realm-restapi-extension--auth-service--";
    server =
        TestServer.startWith(
            "hidden-fields",
            List.of(option + "list-parameters=true", option + "user-visibility=all"));
    api = new Api(server);
    // In another order than they join.
    api.user("zoe");
    api.user("adam");
    user = api.user("mia");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private List<String> names(User caller, String query) {
    return api.as(caller)
        .get("/api/users/?limit=50&" + query)
        .then()
        .statusCode(200)
        .extract()
        .path("results.username");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is_superuser=true",
        "is_superuser=false",
        "is_superuser=perhaps",
        "is_superuser=1&is_staff=true",
        "ordering=date_joined",
        "ordering=-date_joined",
        "ordering=-date_joined,is_superuser"
      })
  void aUserFindsNobodyByThem(String query) {
    String seen = query.contains("is_staff=true") ? "is_staff=true" : "";

    assertThat(names(user, query)).isEqualTo(names(user, seen)).isNotEmpty();
    assertThat(
            api.as(user)
                .get("/api/users/?" + query)
                .then()
                .extract()
                .<List<String>>path("username"))
        .isEqualTo(names(user, seen));
    assertThat(
            api.as(user)
                .get("/api/users/?cursor=&" + query)
                .then()
                .extract()
                .<List<String>>path("results.username"))
        .isEqualTo(names(user, seen));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "last_login", "groups", "user_permissions", "is_superuser"})
  void norByAnyOtherField(String field) {
    assertThat(names(user, field + "=true")).isEqualTo(names(user, ""));
    assertThat(names(user, "ordering=-" + field)).isEqualTo(names(user, ""));
  }

  @Test
  void whatRecordsShowIsFoundByIt() {
    assertThat(names(user, "username=ADAM")).containsExactly("adam");
    assertThat(names(user, "ordering=username")).isSorted();
    assertThat(names(user, "is_staff=true")).containsExactly(server.superuserName());
  }

  @Test
  void staffFindUsersByAll() {
    User root = api.superuser();

    assertThat(names(root, "is_superuser=true")).containsExactly(root.username());
    assertThat(names(root, "ordering=-date_joined"))
        .containsExactly("mia", "adam", "zoe", root.username());
  }
}
