package io.authservice.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables of public projects suggest, on PostgreSQL. */
@WithBridgedKeycloak
class UserModelProposalIT {

  /** Of these some field is in another table, which no column's name tells. */
  private static final Set<String> JOINED = Set.of("Pontoon", "Kitsune", "MITx Online", "Open edX");

  private final BridgedKeycloak server;

  UserModelProposalIT(BridgedKeycloak server) {
    this.server = server;
  }

  static List<UserModels> models() {
    return UserModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void proposesATableAndAModelThatTheTablesAnswer(UserModels model) {
    Response found = look(connection(server.database(model.statements())));
    found
        .then()
        .statusCode(200)
        .body("proposed.userTable", equalTo(model.table()))
        .body("proposed.reason", equalTo("shape"))
        .body("userTable", equalTo(model.table()))
        .body("refusal", nullValue())
        .body("samples[0].password", equalTo("pbkdf2_sha256"));
    assertThat(found.asString()).doesNotContain("salt$");
    List<Map<String, Object>> samples = found.path("samples");
    assertThat(samples).hasSizeBetween(2, 3);
    assertThat(samples.get(0)).containsEntry("is_superuser", false);
    if (!JOINED.contains(model.name())) {
      Map<String, Object> ada = samples.get(0);
      assertThat((ada.get("first_name") + " " + ada.get("last_name")).strip())
          .isEqualTo("Ada Lovelace");
      assertThat(ada)
          .containsEntry("email", "ada@example.com")
          .containsEntry("is_active", true)
          .containsEntry("is_staff", false)
          .containsEntry("date_joined", "2026-01-02T03:04:05.000006Z");
    }
  }

  @Test
  void saysWhy() {
    Response found = look(connection(server.database(model("Taiga").statements())));
    found
        .then()
        .body("proposed.candidates", contains("users_user"))
        .body(
            "proposed.lines.statement",
            contains(
                "first_name = full_name", "last_name = ''", "where not is_system", "groups = none"))
        .body("proposed.lines.reason", contains("known_name", "no_column", "marked", "no_tables"))
        .body("samples.username", contains("ada", "root"));
    look(connection(server.database(model("Thunderbird Accounts").statements())))
        .then()
        .body("proposed.lines[0].statement", equalTo("id = uuid"))
        .body("proposed.lines[0].reason", equalTo("primary_key"));
    look(connection(server.database(model("Weblate").statements())))
        .then()
        .body("proposed.lines.find { it.about == 'is_staff' }.reason", equalTo("derived"));
  }

  @Test
  void looksForVerifiedAddresses() {
    DjangoRows django = server.database(model("Read the Docs").statements());
    django.execute(
        "create table account_emailaddress (id integer primary key, user_id integer not null,"
            + " email varchar(254) not null, verified boolean not null)",
        "insert into account_emailaddress values (1, 1, 'ada@example.com', true)");
    look(connection(django))
        .then()
        .body("proposed.lines.reason", contains("known_table", "known_table"))
        .body("refusal", nullValue())
        .body("samples[0].email_verified", equalTo(true))
        .body("samples[1].email_verified", equalTo(false));
  }

  @Test
  void aSavedComponentIsLookedAtAsItIsAndByWhatIsSent() {
    UserModels taiga = model("Taiga");
    DjangoRows django = server.database(taiga.statements());
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", taiga.table());
    settings.put("userModel", taiga.model());
    BridgedRealm realm = server.realm(settings);
    look(realm, Map.of())
        .then()
        .statusCode(200)
        .body("proposed.reason", equalTo("given"))
        .body("userModel", equalTo(taiga.model().strip()))
        .body("samples.username", contains("ada", "root"));
    look(
            realm,
            Map.of(
                "component",
                realm.componentId(),
                "userModel",
                taiga.model()
                    + "attribute note = full_name as text shown\n"
                    + "groups from users_user.id name full_name"))
        .then()
        .statusCode(200)
        .body("samples[0].attributes.note", equalTo("Ada Lovelace"))
        .body("samples[0].groups", contains("Ada Lovelace"));
    look(realm, Map.of("userModel", "first_name = nowhere"))
        .then()
        .statusCode(200)
        .body("refusal", containsString("nowhere"))
        .body("samples", empty());
    look(realm, Map.of("userModel", "attribute x = password"))
        .then()
        .body("refusal", containsString("password is a secret"));
    // Nothing was saved, and the stored password goes nowhere else.
    look(realm, Map.of("component", realm.componentId(), "databaseUrl", "jdbc:sqlite:/tmp/x"))
        .then()
        .statusCode(400)
        .body("databaseUrl", contains("A component has its own."));
    look(realm, Map.of("component", "another")).then().statusCode(404);
    look(realm, Map.of("databasePassword", "x")).then().statusCode(400);
    look(realm, Map.of("table", "x")).then().statusCode(400);
    look(realm, Map.of("userTable", "x y"))
        .then()
        .statusCode(400)
        .body("non_field_errors[0]", containsString("letters, digits"));
    Map<String, String> vault = new HashMap<>(connection(django));
    vault.put("databasePassword", "${vault.django-db}");
    look(realm, vault).then().statusCode(400);
    Map<String, String> closed = new HashMap<>(connection(django));
    closed.put("databaseUrl", "jdbc:postgresql://127.0.0.1:1/nowhere");
    closed.put("databaseTimeout", "1");
    look(realm, closed)
        .then()
        .statusCode(400)
        .body("non_field_errors[0]", containsString("cannot be reached within 1 seconds"));
    assertThat(realm.obtain("ada", UserModels.PASSWORD).statusCode()).isEqualTo(200);
    server
        .as(
            server
                .nativeLogin(realm.name(), "admin-cli", "ada", UserModels.PASSWORD)
                .path("access_token"))
        .body(Map.of())
        .post(realm.admin("/auth-service/user-model"))
        .then()
        .statusCode(403);
    realm.remove();
  }

  @Test
  void usersInOurOwnDatabaseHaveNoSuchModel() {
    look(Map.of()).then().statusCode(400);
  }

  private static UserModels model(String name) {
    return models().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private Map<String, String> connection(DjangoRows django) {
    Map<String, String> settings = new TreeMap<>(server.settings(django));
    settings.remove("cachePolicy");
    return settings;
  }

  private Response look(Map<String, String> body) {
    return look(BridgedRealm.own(server.baseUrl()), body);
  }

  private Response look(BridgedRealm realm, Map<String, String> body) {
    return server.asMaster().body(body).post(realm.admin("/auth-service/user-model"));
  }
}
