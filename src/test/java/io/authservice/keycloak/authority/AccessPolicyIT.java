package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AccessTable;
import io.authservice.keycloak.testing.AccessTable.Endpoint;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what to whom where {@code user-visibility} is {@code own}, its default. */
@Tag("contract")
@WithTestServer
class AccessPolicyIT {

  private static final String TABLE =
      """
      | LIST     | CREATE   | RETRIEVE | REPLACE  | CHANGE   | REMOVE   | ME       | caller and target
      | 401      | 201      | 401      | 401      | 401      | 401      | 401      | ANONYMOUS
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | USER_ON_SELF
      | 200      | 201      | 404      | 404      | 404      | 404      | 200      | USER_ON_USER
      | 200      | 201      | 404      | 404      | 404      | 404      | 200      | USER_ON_STAFF
      | 200      | 201      | 404      | 404      | 404      | 404      | 200      | USER_ON_SUPERUSER
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | STAFF_ON_SELF
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | STAFF_ON_USER
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | STAFF_ON_STAFF
      | 200      | 201      | 200      | 403      | 403      | 403      | 200      | STAFF_ON_SUPERUSER
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | SUPERUSER_ON_USER
      | 200      | 201      | 200      | 200      | 200      | 204      | 200      | SUPERUSER_ON_STAFF
      | 401      | 401      | 401      | 401      | 401      | 401      | 401      | DISABLED_ON_SELF
      | 401      | 401      | 401      | 401      | 401      | 401      | 401      | DELETED_ON_SELF
      | 403      | 403      | 403      | 403      | 403      | 403      | 403      | SERVICE_ACCOUNT_ON_USER
      | 401      | 401      | 401      | 401      | 401      | 401      | 401      | WITHOUT_AUDIENCE_ON_SELF
      """;

  private final TestServer server;
  private final Api api;

  AccessPolicyIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private enum Standing {
    ANONYMOUS,
    USER,
    STAFF,
    SUPERUSER,
    DISABLED,
    DELETED,
    SERVICE_ACCOUNT,
    WITHOUT_AUDIENCE;

    private User in(Api api) {
      return switch (this) {
        case ANONYMOUS, USER, SERVICE_ACCOUNT, WITHOUT_AUDIENCE -> api.user();
        case STAFF -> api.staff();
        case SUPERUSER -> api.superuser();
        case DISABLED -> api.disabled();
        case DELETED -> api.deleted();
      };
    }
  }

  private static Stream<Arguments> table() {
    return AccessTable.cells(TABLE);
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @MethodSource("table")
  void theTableDecides(Endpoint endpoint, String who, int status) {
    String[] roles = who.split("_ON_", -1);
    Standing standing = Standing.valueOf(roles[0]);
    User caller = standing.in(api);
    User target =
        roles.length == 1 || roles[1].equals("SELF") ? caller : Standing.valueOf(roles[1]).in(api);
    RequestSpecification request =
        switch (standing) {
          case ANONYMOUS -> api.anonymous();
          case SERVICE_ACCOUNT -> api.as(ofAServiceAccount());
          case WITHOUT_AUDIENCE -> api.as(withoutAudience(caller));
          default -> api.as(caller);
        };

    Response response = endpoint.call(request, target);

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    if (status >= 400) {
      assertThat(response.contentType()).isEqualTo("application/json");
      assertThat(response.jsonPath().getString("detail")).isNotBlank();
    }
  }

  private String ofAServiceAccount() {
    return new ServiceAccount(new AdminApi(server), server.realm(), Map.of()).token();
  }

  private String withoutAudience(User user) {
    AdminApi admin = new AdminApi(server);
    String clientId = admin.client(Map.of("defaultClientScopes", List.of("basic")));
    return admin
        .grant(server.realm(), clientId, user.username(), user.password())
        .path("access_token");
  }

  @Nested
  class TheList {

    @Test
    void holdsOnlyItselfForAUser() {
      User user = api.user();
      api.user();

      api.as(user).get("/api/users/").then().body("username", equalTo(List.of(user.username())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAFF", "SUPERUSER"})
    void holdsEveryoneForStaffInOrderOfIds(String standing) {
      User one = api.user();
      User two = api.disabled();

      Response response = api.as(Standing.valueOf(standing).in(api)).get("/api/users/");

      response.then().body("username", hasItems(one.username(), two.username()));
      assertThat(response.jsonPath().getList("id", Long.class)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Nested
  class Flags {

    @ParameterizedTest
    @CsvSource({
      "is_staff, true",
      "is_staff, false",
      "is_active, true",
      "is_active, false",
      "is_staff, nonsense"
    })
    void areRefusedInARegistrationByOthersThanStaff(String flag, String value) {
      Map<String, Object> form = Api.form(Api.newName());
      form.put(flag, value);
      String refusal =
          "{\"non_field_errors\":[\"Only staff users can set staff or active status.\"]}";

      for (RequestSpecification request : List.of(api.anonymous(), api.as(api.user()))) {
        Response response = json(request, form).post("/api/users/");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.asString()).isEqualTo(refusal);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAFF", "SUPERUSER"})
    void areSetByStaffAtCreation(String standing) {
      Map<String, Object> form = Api.form(Api.newName());
      form.put("is_staff", true);
      form.put("is_active", false);

      json(api.as(Standing.valueOf(standing).in(api)), form)
          .post("/api/users/")
          .then()
          .statusCode(201)
          .body("is_staff", equalTo(true))
          .body("is_active", equalTo(false));
      api.obtain((String) form.get("username"), Api.PASSWORD).then().statusCode(401);
    }

    @Test
    void areIgnoredInAUsersUpdateOfItself() {
      User user = api.user();
      Map<String, Object> flags =
          Map.of("is_staff", true, "is_active", false, "is_superuser", true);

      json(api.as(user), flags)
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("is_staff", equalTo(false))
          .body("is_active", equalTo(true));
      api.as(user).get("/api/users/").then().body("size()", equalTo(1));
    }

    @Test
    void areSetByStaffLater() {
      User staff = api.staff();
      User user = api.user();

      json(api.as(staff), Map.of("is_staff", true))
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("is_staff", equalTo(true));
      json(api.as(staff), Map.of("is_staff", false, "is_active", false))
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("is_staff", equalTo(false))
          .body("is_active", equalTo(false));
      api.as(user).get("/auth/me/").then().statusCode(401);
    }

    @Test
    void takenAwayEndTheirRightsAtOnce() {
      User staff = api.staff();
      User user = api.user();
      api.as(staff).get(user.path()).then().statusCode(200);

      json(api.asSuperuser(), Map.of("is_staff", false)).patch(staff.path()).then().statusCode(200);

      api.as(staff).get(user.path()).then().statusCode(404);
    }

    @Test
    void ofASuperuserCannotBeTouchedByStaff() {
      User superuser = api.superuser();

      json(api.as(api.staff()), Map.of("is_active", false))
          .patch(superuser.path())
          .then()
          .statusCode(403)
          .body("detail", equalTo("You do not have permission to perform this action."));
      api.as(superuser).get("/auth/me/").then().statusCode(200);
    }

    @Test
    void neverMakeASuperuser() {
      User staff = api.staff();
      User superuser = api.superuser();

      json(api.as(staff), Map.of("is_superuser", true)).patch(staff.path()).then().statusCode(200);

      json(api.as(staff), Map.of("first_name", "X")).patch(superuser.path()).then().statusCode(403);
    }
  }

  @Test
  void aRefusedChangeChangesNothing() {
    User user = api.user();
    User other = api.user();

    json(api.as(other), Map.of("first_name", "Taken", "password", "0ther-password"))
        .patch(user.path())
        .then()
        .statusCode(404);

    api.as(user).get("/auth/me/").then().body("first_name", equalTo("First"));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  private static RequestSpecification json(RequestSpecification request, Map<String, ?> body) {
    return request.contentType(ContentType.JSON).body(body);
  }
}
