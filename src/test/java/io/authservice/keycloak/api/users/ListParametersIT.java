package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user list of a server that heeds search, filters, order and pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListParametersIT {
  private static final int USERS = 25;

  @AutoClose private TestServer server;
  private Api api;
  private User root;
  private final List<String> names = new ArrayList<>();

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "list",
            List.of(
                "--spi-realm-restapi-extension--auth-service--list-parameters=true",
                "--spi-realm-restapi-extension--auth-service--list-max-limit=10"));
    api = new Api(server);
    root = api.superuser();
    for (int i = 0; i < USERS; i++) {
      Map<String, Object> form = Api.form("page%02d".formatted(USERS - i));
      form.put("first_name", i % 2 == 0 ? "Even" : "Odd_%");
      api.anonymous().contentType(ContentType.JSON).body(form).post("/api/users/");
      names.add("page%02d".formatted(i + 1));
    }
  }

  private JsonPath list(String query) {
    return api.as(root).get("/api/users/" + query).then().statusCode(200).extract().jsonPath();
  }

  private JsonPath follow(String link) {
    return list(link.substring(link.indexOf('?')));
  }

  @Test
  void withoutParametersItIsTheDocumentedList() {
    assertThat(list("").getList("id", Long.class)).hasSize(USERS + 1).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?cursor=&limit=4&search=page", "?limit=4&offset=0&search=page"})
  void followingTheLinksSeesEveryUserOnceInOrder(String first) {
    List<String> seen = new ArrayList<>();
    JsonPath page = list(first + "&ordering=-username");
    while (true) {
      seen.addAll(page.getList("results.username"));
      if (page.get("next") == null) {
        break;
      }
      page = follow(page.getString("next"));
    }

    List<String> expected = new ArrayList<>(names);
    Collections.reverse(expected);
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aCursorLeadsBackAsWell() {
    JsonPath first = list("?cursor=&limit=5&ordering=username&search=page");
    JsonPath second = follow(first.getString("next"));
    JsonPath back = follow(second.getString("previous"));

    assertThat(back.getList("results.username")).isEqualTo(first.getList("results.username"));
    assertThat(back.getString("previous")).isNull();
  }

  @Test
  void aUserAddedMeanwhileShiftsNoPage() {
    JsonPath first = list("?cursor=&limit=5&ordering=username&search=page");
    User late = api.user("page00");
    try {
      assertThat(follow(first.getString("next")).getList("results.username"))
          .isEqualTo(names.subList(5, 10));
    } finally {
      api.as(root).delete(late.path()).then().statusCode(204);
    }
  }

  @Test
  void anOffsetPageSaysHowManyThereAre() {
    api.as(root)
        .get("/api/users/?limit=10&offset=20&ordering=username&search=page")
        .then()
        .statusCode(200)
        .body("count", equalTo(USERS))
        .body("results.username", equalTo(names.subList(20, 25)))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 12, 13, 14, 15, 16, 20, 24, 25, 26, 2147483647})
  void anOffsetCountsFromTheFirstUserHoweverDeepThePage(int offset) {
    JsonPath page = list("?limit=10&offset=%d&ordering=username&search=page".formatted(offset));
    JsonPath turned = list("?limit=10&offset=%d&ordering=-username&search=page".formatted(offset));

    assertThat(page.getList("results.username"))
        .isEqualTo(names.stream().skip(offset).limit(10).toList());
    assertThat(page.getString("next") == null).isEqualTo((long) offset + 10 >= USERS);
    List<String> backwards = new ArrayList<>(names);
    Collections.reverse(backwards);
    assertThat(turned.getList("results.username"))
        .isEqualTo(backwards.stream().skip(offset).limit(10).toList());
  }

  @Test
  void noPageIsLargerThanTheCap() {
    assertThat(list("?limit=100000").getList("results")).hasSize(10);
    assertThat(list("?cursor=").getList("results")).hasSize(10);
  }

  @Test
  void filtersNarrowTheList() {
    assertThat(list("?is_staff=true").getList("username")).containsExactly("root");
    assertThat(list("?first_name=even").getList("id")).hasSize(13);
    assertThat(list("?search=PAGE01,even").getList("username")).containsExactly("page01");
    assertThat(list("?username=PAGE02").getList("username")).containsExactly("page02");
  }

  @Test
  void wildcardsOfTheDatabaseAreLetters() {
    assertThat(list("?search=%25").getList("id")).hasSize(12);
    assertThat(list("?search=d_").getList("id")).hasSize(12);
    assertThat(list("?search=e_e").getList("id")).isEmpty();
  }

  @Test
  void nonsenseIsRefusedOrPassedOver() {
    api.as(root)
        .get("/api/users/?is_active=perhaps")
        .then()
        .statusCode(400)
        .body("is_active", equalTo(List.of("Must be a valid boolean.")));
    api.as(root)
        .get("/api/users/?cursor=nonsense")
        .then()
        .statusCode(404)
        .body("detail", equalTo("Invalid cursor"));
    assertThat(list("?ordering=password&limit=-1&offset=x").getList("id")).hasSize(USERS + 1);
  }

  @Test
  void aPlainUserFindsOnlyItself() {
    User user = api.user();
    try {
      assertThat(
              api.as(user)
                  .get("/api/users/?search=page&cursor=")
                  .jsonPath()
                  .getList("results.username"))
          .isEmpty();
      assertThat(api.as(user).get("/api/users/?limit=5").jsonPath().getList("results.username"))
          .containsExactly(user.username());
    } finally {
      api.as(root).delete(user.path()).then().statusCode(204);
    }
  }
}
