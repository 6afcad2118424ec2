package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view in place of the user table, on PostgreSQL. */
@WithBridgedKeycloak
class UserTableAsViewIT {

  private static final String ALL =
      "id, password, last_login, is_superuser, username, last_name, email, is_staff, is_active,"
          + " date_joined";

  private final BridgedKeycloak server;
  private DjangoRows django;
  private BridgedRealm realm;
  private long ada;

  UserTableAsViewIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database();
    django.user("root", true);
    ada = django.user("ada", false);
    django.user("hidden", false);
    django.execute(
        "insert into auth_group (id, name) values (7, 'Writers')",
        "create view people_groups as select * from users_user_groups",
        "create view people_user_permissions as select * from users_user_user_permissions");
    realm = server.realm(server.settings(django));
  }

  @AfterEach
  void remove() {
    realm.remove();
  }

  private void view(String columns) {
    django.execute(
        "create view people as select " + columns + " from users_user where username <> 'hidden'");
  }

  @Test
  void whatTheDatabaseWritesThroughAViewIsWritten() {
    view(ALL + ", first_name");
    realm.configure(Map.of("userTable", "people")).then().statusCode(204);
    String root = realm.login("root", PASSWORD);
    assertThat(django.select("select username from users_user where last_login is not null"))
        .containsExactly("root");
    realm.list(root).then().statusCode(200).body("username", contains("root", "ada"));
    realm.obtain("hidden", PASSWORD).then().statusCode(401);

    int id =
        register("neu")
            .then()
            .statusCode(201)
            .body("first_name", equalTo("N"))
            .extract()
            .path("id");
    server
        .as(realm.login("neu", "navy-Cobol-59"))
        .body(Map.of("first_name", "Neu", "password", "rusty-Basic-61"))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200);
    realm.login("neu", "rusty-Basic-61");
    assertThat(django.select("select first_name from users_user where id = " + id))
        .containsExactly("Neu");
    server
        .asMaster()
        .body(Map.of("groups", List.of(7)))
        .patch(realm.admin("/auth-service/users/" + id + "/grants"))
        .then()
        .statusCode(200);
    assertThat(django.select("select user_id from users_user_groups"))
        .containsExactly(Integer.toString(id));
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.select("select username from users_user order by id"))
        .containsExactly("root", "ada", "hidden");
  }

  /** The table has more rows than the view, and foreign keys that the view has not. */
  @Test
  void whatTheTableForbidsIsRefused() {
    view(ALL + ", first_name");
    realm.configure(Map.of("userTable", "people")).then().statusCode(204);
    String root = realm.login("root", PASSWORD);
    register("hidden")
        .then()
        .statusCode(400)
        .body("username", contains("A user with that username already exists."));
    django.execute("insert into authtoken_token values ('k', now(), " + ada + ")");
    server.as(root).delete(realm.api("/api/users/" + ada + "/")).then().statusCode(409);
    server.asMaster().delete(realm.admin("/users/" + realm.keycloakId(ada))).then().statusCode(400);
    realm.login("ada", PASSWORD);
    django.execute("delete from authtoken_token");
    server.as(root).delete(realm.api("/api/users/" + ada + "/")).then().statusCode(204);
  }

  @Test
  void aViewThatIsOnlyReadNeedsAReadOnlyBridge() {
    view(ALL + ", upper(first_name) as first_name");
    realm
        .configure(Map.of("userTable", "people"))
        .then()
        .statusCode(400)
        .body(
            "errorMessage",
            containsString(
                "may not insert, update and delete in the table people: give it these rights, or"
                    + " set editMode to READ_ONLY"));
    realm.configure(Map.of("userTable", "people", "editMode", "READ_ONLY")).then().statusCode(204);
    String root = realm.login("root", PASSWORD);
    String path = realm.api("/api/users/" + ada + "/");
    server.as(root).get(path).then().statusCode(200).body("first_name", equalTo("FIRST"));
    String denied = "The users of this realm are read-only here.";
    server
        .as(root)
        .body(Map.of("first_name", "Ada"))
        .patch(path)
        .then()
        .statusCode(403)
        .body("detail", equalTo(denied));
    server.as(root).delete(path).then().statusCode(403).body("detail", equalTo(denied));
    assertThat(django.select("select distinct first_name, last_login is null from users_user"))
        .containsExactly("First|t");
  }

  private Response register(String name) {
    return server
        .anonymous()
        .body(
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "first_name",
                "N",
                "password",
                "navy-Cobol-59"))
        .post(realm.api("/api/users/"));
  }
}
