package io.authservice.keycloak.storage.settings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Dumps;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Several realms of a server, each with tables of its own in Keycloak's database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class RealmsContract {

  private static final String MAIN = TestSettings.REALM;
  private static final String ACME = "acme";
  private static final String STORAGE = "org.keycloak.storage.UserStorageProvider";
  private static final String OF_ANOTHER = "Another realm of this server";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private String ofMain = "";
  private String ofAcme = "";
  private int idInAcme;

  /** The server, which has started. */
  abstract KeycloakServer server();

  /** The realm template for a second realm, as the pages say. */
  private static ObjectNode template(String realm) {
    try {
      ObjectNode template =
          (ObjectNode)
              new ObjectMapper().readTree(new File("realm-export/auth-service-realm.json"));
      template.put("realm", realm);
      ObjectNode storage = (ObjectNode) template.at("/components/" + STORAGE + "/0");
      storage.put("id", "auth-service-users-002");
      ((ObjectNode) storage.get("config")).putArray("tablePrefix").add(realm);
      return template;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void makeARealmOfTheTemplate() {
    admin().body(template(ACME).toString()).post("/admin/realms").then().statusCode(201);
  }

  @Test
  @Order(1)
  void oneNameIsAUserInEach() {
    registered(MAIN, "zoe", Api.PASSWORD);
    int other = registered(ACME, "zoe", Dumps.PASSWORD);
    assertThat(other).as("the first user of the realm").isEqualTo(1);
    idInAcme = other;

    ofMain = login(MAIN, "zoe", Api.PASSWORD).statusCode(200).extract().path("access");
    ofAcme = login(ACME, "zoe", Dumps.PASSWORD).statusCode(200).extract().path("access");

    login(MAIN, "zoe", Dumps.PASSWORD).statusCode(401);
    login(ACME, "zoe", Api.PASSWORD).statusCode(401);
    me(ACME, ofAcme).statusCode(200).body("id", equalTo(idInAcme));
    me(MAIN, ofMain).statusCode(200).body("username", equalTo("zoe"));
  }

  @Test
  @Order(2)
  void tokensOfOneAreRefusedByTheOther() {
    me(MAIN, ofAcme).statusCode(401);
    me(ACME, ofMain).statusCode(401);
    String refresh = login(ACME, "zoe", Dumps.PASSWORD).extract().path("refresh");
    api(MAIN).body(Map.of("refresh", refresh)).post("/api/token/refresh/").then().statusCode(401);
    api(ACME).body(Map.of("refresh", refresh)).post("/api/token/refresh/").then().statusCode(200);
  }

  /** Users of the dump have the same ids in both, but for what was there already. */
  @Test
  @Order(3)
  void aDumpIsImportedIntoEach() {
    for (String realm : List.of(ACME, MAIN)) {
      imported(realm, "", Dumps.bytes("plain.json"));
      login(realm, "Boss", Dumps.PASSWORD).statusCode(200);
    }
    assertThat(registered(ACME, "after", Dumps.PASSWORD)).isGreaterThan(44);
  }

  @Test
  @Order(4)
  void groupsAreOfOneRealm() {
    admin()
        .body(Map.of("name", "Acmeans"))
        .post(admin(ACME, "/auth-service/groups"))
        .then()
        .statusCode(201);

    assertThat(groups(ACME)).contains("Acmeans", "Writers");
    assertThat(groups(MAIN)).contains("Writers").doesNotContain("Acmeans");
    admin()
        .queryParam("q", "django_groups:Acmeans")
        .get(admin(MAIN, "/users"))
        .then()
        .statusCode(200)
        .body("$", hasSize(0));
  }

  @Test
  @Order(5)
  void aPrefixThatIsNoneIsRefused() {
    String realm = bareRealm();
    for (String bad :
        List.of("Acme", "1a", "a_", "_a", "a-b", "a.b", "a b", "thirteenchars", "ä")) {
      component(realm, Map.of("tablePrefix", List.of(bad)))
          .statusCode(400)
          .body("errorMessage", containsString("tablePrefix must begin with a lower-case letter"));
    }
    component(realm, Map.of("tablePrefix", List.of(ACME)))
        .statusCode(400)
        .body("errorMessage", containsString(OF_ANOTHER));
    component(realm, Map.of())
        .statusCode(400)
        .body("errorMessage", containsString("by tablePrefix"));
    remove(realm);
  }

  /** As for every other setting, where the realm speaks it. */
  @Test
  @Order(5)
  void germansReadWhyInGerman() {
    given()
        .spec(admin())
        .header("Accept-Language", "de")
        .body(storage(Map.of("tablePrefix", List.of("a-b"))))
        .post(admin(MAIN, "/components"))
        .then()
        .statusCode(400)
        .body(
            "errorMessage", containsString("tablePrefix muss mit einem Kleinbuchstaben beginnen"));
  }

  @Test
  @Order(6)
  void aPrefixStaysOnceThereAreUsers() {
    Map<String, Object> storage = stored(ACME);
    for (List<String> other : List.of(List.of("other"), List.<String>of())) {
      changed(ACME, storage, "tablePrefix", other)
          .statusCode(400)
          .body("errorMessage", containsString("tablePrefix cannot be changed"));
    }
    me(ACME, ofAcme).statusCode(200).body("id", equalTo(idInAcme));
    assertThat(stored(ACME).toString())
        .contains("tablePrefix=[acme]", "userTable=[acme_users_user]");
    changed(ACME, storage, "enabled", List.of("true")).statusCode(204);
    me(ACME, ofAcme).statusCode(200);
  }

  @Test
  @Order(7)
  void aRealmThatIsThereIsSetUpWithAPrefixAndUuids() {
    String realm = bareRealm();
    component(realm, Map.of("tablePrefix", List.of("first"))).statusCode(201);
    Map<String, Object> storage = stored(realm);
    changed(realm, storage, "tablePrefix", List.of("third")).statusCode(204);
    changed(realm, stored(realm), "userIds", List.of("UUID")).statusCode(204);
    admin().post(admin(realm, "/auth-service/setup")).then().statusCode(200);
    admin()
        .get(admin(realm, "/auth-service/status"))
        .then()
        .statusCode(200)
        .body("databases", hasSize(1))
        .body("databases[0].bridged", equalTo(false));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                admin()
                    .get(admin(realm, "/auth-service/status"))
                    .then()
                    .body("databases[0].missing_indexes", hasSize(0)));

    api(realm)
        .body(Api.form("eve"))
        .post("/api/users/")
        .then()
        .statusCode(201)
        .body("id", matchesPattern("[0-9a-f-]{36}"));
    login(realm, "eve", Api.PASSWORD).statusCode(200);
    admin()
        .body(Map.of("name", "Thirds"))
        .post(admin(realm, "/auth-service/groups"))
        .then()
        .statusCode(201);

    remove(realm);

    login(ACME, "zoe", Dumps.PASSWORD).statusCode(200);
    login(MAIN, "zoe", Api.PASSWORD).statusCode(200);
    assertThat(groups(ACME)).contains("Acmeans", "Writers");
    String heir = bareRealm();
    component(heir, Map.of("tablePrefix", List.of("third"))).statusCode(201);
    assertThat(groups(heir)).as("of the realm that had them before").isEmpty();
    admin().get(admin(heir, "/users")).then().statusCode(200).body("$", hasSize(0));
    remove(heir);
  }

  @Test
  @Order(8)
  void usersOutlastTheirStorageAndNobodyElseGetsThem() {
    Map<String, Object> storage = stored(ACME);
    admin().delete(admin(ACME, "/components/" + storage.get("id"))).then().statusCode(204);
    String thief = bareRealm();
    component(thief, Map.of("tablePrefix", List.of(ACME)))
        .statusCode(400)
        .body("errorMessage", containsString(OF_ANOTHER));
    remove(thief);

    admin().body(storage).post(admin(ACME, "/components")).then().statusCode(201);

    login(ACME, "zoe", Dumps.PASSWORD).statusCode(200);
  }

  @Test
  @Order(9)
  void usersOfARealmThatIsGoneAreNobodysUntilTheyAreDropped() {
    String gone = bareRealm();
    component(gone, Map.of("tablePrefix", List.of("left"))).statusCode(201);
    admin().post(admin(gone, "/auth-service/setup")).then().statusCode(200);
    registered(gone, "left", Api.PASSWORD);
    admin().delete(admin(gone, "/components/" + stored(gone).get("id"))).then().statusCode(204);
    remove(gone);
    String heir = bareRealm();

    component(heir, Map.of("tablePrefix", List.of("left")))
        .statusCode(400)
        .body("errorMessage", containsString("users of a realm that is gone"));

    remove(heir);
  }

  @Test
  @Order(10)
  void oneOfTwoWhoTakeAPrefixAtOnceGetsIt() {
    List<String> realms = List.of(bareRealm(), bareRealm(), bareRealm());

    List<CompletableFuture<Integer>> asked =
        realms.stream()
            .map(
                realm ->
                    CompletableFuture.supplyAsync(
                        () ->
                            component(realm, Map.of("tablePrefix", List.of("race")))
                                .extract()
                                .statusCode()))
            .toList();

    assertThat(asked.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(201, 400, 400);
    realms.forEach(this::remove);
  }

  @Test
  @Order(11)
  void aRestartKeepsAll() {
    server().stop();
    server().start();

    login(MAIN, "zoe", Api.PASSWORD).statusCode(200);
    login(ACME, "zoe", Dumps.PASSWORD).statusCode(200);
    login(ACME, "zoe", Api.PASSWORD).statusCode(401);
    me(ACME, ofAcme).statusCode(200).body("id", equalTo(idInAcme));
    assertThat(groups(ACME)).contains("Acmeans");
  }

  @Test
  @Order(12)
  void theOtherIsWholeWhenOneIsDeleted() {
    remove(ACME);

    login(MAIN, "zoe", Api.PASSWORD).statusCode(200);
    assertThat(groups(MAIN)).contains("Writers");
    makeARealmOfTheTemplate();
    login(ACME, "zoe", Dumps.PASSWORD).statusCode(401);
    admin().get(admin(ACME, "/users")).then().statusCode(200).body("$", hasSize(0));
    assertThat(groups(ACME)).isEmpty();
  }

  /** A realm takes a prefix, and serves its users. */
  final void takenAnew(String prefix) {
    String realm = bareRealm();
    component(realm, Map.of("tablePrefix", List.of(prefix))).statusCode(201);
    admin().post(admin(realm, "/auth-service/setup")).then().statusCode(200);
    serves(realm);
    remove(realm);
  }

  final void imported(String realm, String parameters, byte[] dump) {
    String id =
        admin()
            .body(dump)
            .post(admin(realm, "/auth-service/import" + parameters))
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                admin()
                    .get(admin(realm, "/auth-service/import/" + id))
                    .then()
                    .body("state", equalTo("finished")));
  }

  final void serves(String realm) {
    registered(realm, "new", Api.PASSWORD);
    login(realm, "new", Api.PASSWORD).statusCode(200);
  }

  final RequestSpecification admin() {
    return given()
        .baseUri(server().baseUrl())
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(
            given()
                .baseUri(server().baseUrl())
                .formParams(
                    Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        TestSettings.MASTER_ADMIN_NAME,
                        "password",
                        TestSettings.MASTER_ADMIN_PASSWORD))
                .post("/realms/master/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token"));
  }

  static String admin(String realm, String below) {
    return "/admin/realms/" + realm + below;
  }

  /** The API of a realm, below the realm. */
  private RequestSpecification api(String realm) {
    return given()
        .baseUri(server().baseUrl() + "/realms/" + realm + "/auth-service")
        .contentType(ContentType.JSON);
  }

  private int registered(String realm, String name, String password) {
    Map<String, Object> form = new HashMap<>(Api.form(name));
    form.put("password", password);
    return api(realm).body(form).post("/api/users/").then().statusCode(201).extract().path("id");
  }

  final ValidatableResponse login(String realm, String name, String password) {
    return api(realm)
        .body(Map.of("username", name, "password", password))
        .post("/api/token/")
        .then();
  }

  private ValidatableResponse me(String realm, String access) {
    return api(realm).auth().oauth2(access).get("/auth/me/").then();
  }

  private List<String> groups(String realm) {
    Response answer = admin().get(admin(realm, "/auth-service/groups"));
    return answer.then().statusCode(200).extract().path("name");
  }

  final String bareRealm() {
    String realm = "realm-" + Api.newName();
    admin()
        .body(Map.of("realm", realm, "enabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
    return realm;
  }

  final void remove(String realm) {
    admin().delete(admin(realm, "")).then().statusCode(204);
  }

  private static Map<String, Object> storage(Map<String, List<String>> config) {
    return Map.of(
        "name",
        "own",
        "providerId",
        "auth-service-users",
        "providerType",
        STORAGE,
        "config",
        config);
  }

  final ValidatableResponse component(String realm, Map<String, List<String>> config) {
    return admin().body(storage(config)).post(admin(realm, "/components")).then();
  }

  final Map<String, Object> stored(String realm) {
    return admin()
        .queryParam("type", STORAGE)
        .get(admin(realm, "/components"))
        .then()
        .statusCode(200)
        .body("$", hasSize(1))
        .extract()
        .path("[0]");
  }

  private ValidatableResponse changed(
      String realm, Map<String, Object> storage, String name, List<String> value) {
    return changed(realm, storage, Map.of(name, value));
  }

  final ValidatableResponse changed(
      String realm, Map<String, Object> storage, Map<String, List<String>> settings) {
    Map<String, Object> config = new HashMap<>();
    ((Map<?, ?>) storage.get("config")).forEach((key, set) -> config.put(key.toString(), set));
    config.putAll(settings);
    Map<String, Object> changed = new HashMap<>(storage);
    changed.put("config", config);
    return admin().body(changed).put(admin(realm, "/components/" + storage.get("id"))).then();
  }
}
