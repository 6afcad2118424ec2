package io.authservice.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The accounts through Keycloak's Admin API. */
@WithTestServer(second = true)
class AdminUsersIT {

  private final Api api;
  private final AdminApi admin;

  AdminUsersIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Nested
  class LookingUp {

    @Test
    void aUserIsFoundByIdNameAndEmail() {
      User user = api.user();
      String id = admin.id(user.username());

      assertThat(id).endsWith(":" + user.id());
      assertThat(admin.user(id))
          .containsEntry("username", user.username())
          .containsEntry("email", user.username() + "@example.com")
          .containsEntry("firstName", "First")
          .containsEntry("lastName", "Last")
          .containsEntry("enabled", true);
      assertThat(
              names(
                  Map.of(
                      "email",
                      user.username().toUpperCase(Locale.ROOT) + "@example.com",
                      "exact",
                      "true")))
          .containsExactly(user.username());
    }

    @Test
    void theNameIsFoundInAnyCaseAndShownAsSpelled() {
      User user = api.user(Api.newName() + "MiXed");

      assertThat(
              names(Map.of("username", user.username().toLowerCase(Locale.ROOT), "exact", "true")))
          .containsExactly(user.username());
    }

    @Test
    void theColumnsAreAttributes() {
      User user = api.user();

      assertThat(attributes(admin.user(admin.id(user.username()))))
          .containsEntry("user_id", List.of(Long.toString(user.id())))
          .containsEntry("is_staff", List.of("false"))
          .containsEntry("is_superuser", List.of("false"))
          .containsKeys("date_joined", "last_login");
    }

    @Test
    void aPasswordIsListedAmongTheCredentialsAndNothingOfIt() {
      String withOne = admin.create(Api.newName(), Map.of());
      String without = admin.create(Api.newName(), Map.of("credentials", List.of()));

      admin
          .request()
          .get(admin.path("/users/" + withOne + "/credentials"))
          .then()
          .statusCode(200)
          .body("type", equalTo(List.of("password")))
          .body("[0].federationLink", equalTo(withOne.split(":", 3)[1]))
          .body("[0].createdDate", equalTo(admin.user(withOne).get("createdTimestamp")))
          .body("[0].secretData", nullValue());
      admin
          .request()
          .get(admin.path("/users/" + without + "/credentials"))
          .then()
          .statusCode(200)
          .body("", empty());
    }

    @Test
    void anIdThatIsNotThereIsNotFound() {
      String id = admin.id(api.user().username());
      String absent = id.substring(0, id.lastIndexOf(':')) + ":0";

      admin.request().get(admin.path("/users/" + absent)).then().statusCode(404);
    }
  }

  @Nested
  class Searching {

    private final String name = Api.newName();
    private final String one = name + "a";
    private final String two = name + "b";
    private final String three = name + "c";

    private void three() {
      admin.create(one, Map.of("firstName", "Fx" + name, "emailVerified", true));
      admin.create(
          two, Map.of("lastName", "Lx" + name, "attributes", Map.of("is_staff", List.of("true"))));
      admin.create(three, Map.of("enabled", false));
    }

    @Test
    void aTermIsAPrefixOfAnyField() {
      three();

      assertThat(names(Map.of("search", name))).containsExactly(one, two, three);
      assertThat(names(Map.of("search", name + "*"))).containsExactly(one, two, three);
      assertThat(names(Map.of("search", name.toUpperCase(Locale.ROOT))))
          .containsExactly(one, two, three);
      assertThat(names(Map.of("search", "Fx" + name))).containsExactly(one);
      assertThat(names(Map.of("search", two + "@exam"))).containsExactly(two);
      assertThat(names(Map.of("search", name.substring(1)))).isEmpty();
    }

    @Test
    void aTermInAsterisksIsFoundInside() {
      three();

      assertThat(names(Map.of("search", "*" + name.substring(1) + "*")))
          .containsExactly(one, two, three);
    }

    @Test
    void aQuotedTermIsTheWholeField() {
      three();

      assertThat(names(Map.of("search", "\"" + one + "\""))).containsExactly(one);
      assertThat(names(Map.of("search", "\"" + name + "\""))).isEmpty();
    }

    @Test
    void severalTermsMustAllMatch() {
      three();

      assertThat(names(Map.of("search", name + " Lx" + name))).containsExactly(two);
    }

    @Test
    void wildcardsOfSqlAreLetters() {
      three();

      assertThat(names(Map.of("search", name.substring(0, 5) + "%"))).isEmpty();
      assertThat(names(Map.of("search", "_" + name.substring(1)))).isEmpty();
    }

    @Test
    void fieldsAreSearchedOneByOne() {
      three();

      assertThat(names(Map.of("firstName", "x" + name))).containsExactly(one);
      assertThat(names(Map.of("lastName", "x" + name))).containsExactly(two);
      assertThat(names(Map.of("email", name + "c@"))).containsExactly(three);
      assertThat(names(Map.of("username", name))).containsExactly(one, two, three);
      assertThat(names(Map.of("username", name, "exact", "true"))).isEmpty();
      assertThat(names(Map.of("username", name, "lastName", "Lx"))).containsExactly(two);
    }

    @Test
    void flagsNarrowTheSearch() {
      three();

      assertThat(names(Map.of("username", name, "enabled", "true"))).containsExactly(one, two);
      assertThat(names(Map.of("username", name, "enabled", "false"))).containsExactly(three);
      assertThat(names(Map.of("username", name, "emailVerified", "true"))).containsExactly(one);
      assertThat(names(Map.of("username", name, "emailVerified", "false")))
          .containsExactly(two, three);
    }

    @Test
    void columnsAreSearchedAsAttributes() {
      three();
      String id = admin.id(two);
      String number = id.substring(id.lastIndexOf(':') + 1);

      assertThat(names(Map.of("username", name, "q", "is_staff:true"))).containsExactly(two);
      assertThat(names(Map.of("username", name, "q", "is_staff:false")))
          .containsExactly(one, three);
      assertThat(names(Map.of("q", "user_id:" + number))).containsExactly(two);
      assertThat(names(Map.of("q", "user_id:x"))).isEmpty();
    }

    @Test
    void pagesAreInOrderAndWithoutGaps() {
      three();
      List<String> paged = new ArrayList<>();
      for (int first = 0; first < 4; first++) {
        paged.addAll(names(Map.of("search", name, "first", Integer.toString(first), "max", "1")));
      }

      assertThat(paged).containsExactly(one, two, three);
      assertThat(names(Map.of("search", name, "first", "1", "max", "5")))
          .containsExactly(two, three);
      assertThat(names(Map.of("search", name, "max", "0"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "search, %s, 3",
      "search, *%s*, 3",
      "username, %s, 3",
      "firstName, Fx%s, 1",
      "search, none%s, 0"
    })
    void theCountAgrees(String parameter, String pattern, int count) {
      three();
      Map<String, String> query = Map.of(parameter, pattern.formatted(name));

      assertThat(names(query)).hasSize(count);
      assertThat(count(query)).isEqualTo(count);
    }

    @Test
    void theCountOfAllIsThatOfTheList() {
      int listed = api.asSuperuser().get("/api/users/").jsonPath().getList("$").size();

      assertThat(count(Map.of())).isEqualTo(listed);
    }

    private int count(Map<String, String> query) {
      return Integer.parseInt(
          admin.request().queryParams(query).get(admin.path("/users/count")).asString());
    }
  }

  @Nested
  class Changing {

    @Test
    void aNewUserIsOneOfTheApi() {
      String name = Api.newName();
      String id = admin.create(name, Map.of("attributes", Map.of("is_staff", List.of("true"))));
      long number = Long.parseLong(id.substring(id.lastIndexOf(':') + 1));

      Response shown = api.asSuperuser().get("/api/users/" + number + "/");

      assertThat(shown.asString())
          .isEqualTo(
              """
              {"id":%d,"username":"%s","email":"%s@example.com","first_name":"First",\
              "last_name":"Last","is_active":true,"is_staff":true}"""
                  .formatted(number, name, name));
      api.asSuperuser().get("/api/users/").then().body("id", hasItem((int) number));
      api.obtain(name, Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void aTakenNameIsRefused() {
      User user = api.user();

      for (String name : new String[] {user.username(), user.username().toUpperCase(Locale.ROOT)}) {
        admin
            .request()
            .body(Map.of("username", name, "enabled", true))
            .post(admin.path("/users"))
            .then()
            .statusCode(409);
      }
    }

    @Test
    void anUpdateShowsAtOnce() {
      User user = api.user();
      String id = admin.id(user.username());

      admin.change(id, "firstName", "Grace");
      admin.change(id, "email", "grace@example.com");

      api.as(user)
          .get("/auth/me/")
          .then()
          .body("first_name", equalTo("Grace"))
          .body("email", equalTo("grace@example.com"));
    }

    @Test
    void anUpdateKeepsTheNamesSpelling() {
      User user = api.user(Api.newName() + "MiXed");

      admin.change(admin.id(user.username()), "firstName", "Grace");

      api.as(user).get("/auth/me/").then().body("username", equalTo(user.username()));
      api.obtain(user.username(), user.password()).then().statusCode(200);
    }

    @Test
    void anUpdateOfTheApiShowsInTheConsole() {
      User user = api.user();
      String id = admin.id(user.username());
      assertThat(admin.user(id)).containsEntry("firstName", "First");

      api.as(user)
          .contentType(ContentType.JSON)
          .body(Map.of("first_name", "Grace"))
          .patch(user.path())
          .then()
          .statusCode(200);

      assertThat(admin.user(id)).containsEntry("firstName", "Grace");
    }

    @Test
    void theNumberAndTheDatesAreTheServers() {
      User user = api.user();
      String id = admin.id(user.username());
      Map<String, Object> before = attributes(admin.user(id));

      admin
          .request()
          .body(AdminApi.withAttribute(admin.user(id), "user_id", "1"))
          .put(admin.path("/users/" + id));

      assertThat(attributes(admin.user(id))).isEqualTo(before);
    }

    @Test
    void aResetPasswordReplacesTheOld() {
      User user = api.user();

      admin
          .request()
          .body(AdminApi.password("N3w-pass-phrase!", false))
          .put(admin.path("/users/" + admin.id(user.username()) + "/reset-password"))
          .then()
          .statusCode(204);

      api.obtain(user.username(), "N3w-pass-phrase!").then().statusCode(200);
      api.obtain(user.username(), user.password()).then().statusCode(401);
    }

    @Test
    void disablingEndsTokensAtOnceAndEnablingBringsTheLoginBack() {
      User user = api.user();
      String id = admin.id(user.username());
      api.as(user).get("/auth/me/").then().statusCode(200);

      admin.change(id, "enabled", false);

      api.as(user).get("/auth/me/").then().statusCode(401).body("code", equalTo("user_inactive"));
      api.refresh(user.refresh()).then().statusCode(401);
      api.obtain(user.username(), user.password()).then().statusCode(401);
      api.asSuperuser().get(user.path()).then().body("is_active", equalTo(false));

      admin.change(id, "enabled", true);

      api.obtain(user.username(), user.password()).then().statusCode(200);
    }

    @Test
    void aDeletedUserIsGone() {
      User user = api.user();
      String id = admin.id(user.username());

      admin.request().delete(admin.path("/users/" + id)).then().statusCode(204);

      api.as(user).get("/auth/me/").then().statusCode(401).body("code", equalTo("user_not_found"));
      api.asSuperuser().get(user.path()).then().statusCode(404);
      admin.request().get(admin.path("/users/" + id)).then().statusCode(404);
    }

    @Test
    void aLoginIsRecorded() {
      String name = Api.newName();
      String id = admin.create(name, Map.of());
      assertThat(attributes(admin.user(id))).doesNotContainKey("last_login");
      Instant before = Instant.now().minusSeconds(5);

      api.obtain(name, Api.PASSWORD).then().statusCode(200);

      assertThat(attributes(admin.user(id)).get("last_login"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .singleElement()
          .satisfies(at -> assertThat(Instant.parse(at.toString())).isAfter(before));
    }
  }

  private List<String> names(Map<String, String> query) {
    RequestSpecification request = admin.request().queryParams(query);
    return request
        .get(admin.path("/users"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("username", String.class);
  }

  private static Map<String, Object> attributes(Map<String, Object> user) {
    Map<String, Object> attributes = new HashMap<>();
    if (user.get("attributes") instanceof Map<?, ?> known) {
      known.forEach((name, values) -> attributes.put(name.toString(), values));
    }
    return attributes;
  }
}
