package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to users in whatever order, by whatever door. {@code -Drandom.seed} repeats a
 * walk of many steps.
 */
@WithPostgresKeycloak
class RandomStepsIT {

  private static final int FEW = 300;
  private static final int MANY = 5000;
  private static final long ALWAYS_THE_SAME = 18;
  private static final String OWN_STORAGE = "auth-service-users-001";

  private final PostgresKeycloak stack;
  private final ServerClient client;

  RandomStepsIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = new ServerClient(stack.keycloak().baseUrl());
  }

  @Test
  void fewOnUsersInKeycloaksDatabase() {
    walkOnOwnTables(FEW, ALWAYS_THE_SAME);
  }

  @Test
  void fewOnUsersInDjangosDatabase() {
    walkOnABridge(FEW, ALWAYS_THE_SAME);
  }

  @Test
  @Tag("long")
  void manyOnUsersInKeycloaksDatabase() {
    walkOnOwnTables(MANY, seed());
  }

  @Test
  @Tag("long")
  void manyOnUsersInDjangosDatabase() {
    walkOnABridge(MANY, seed());
  }

  private static long seed() {
    return Long.getLong("random.seed", new Random().nextLong());
  }

  /** Tables that nobody but a test writes past Keycloak, so that its cache must be off. */
  private void walkOnOwnTables(int steps, long seed) {
    BridgedRealm realm = new BridgedRealm(client, TestSettings.REALM, OWN_STORAGE);
    List<String> paths = List.of("", "/components/" + OWN_STORAGE);
    List<String> before = paths.stream().map(path -> read(realm, path)).toList();
    try {
      realm.configure(Map.of("cachePolicy", "NO_CACHE")).then().statusCode(204);
      removeUsersOfOthers();
      walk(realm, new DjangoRows("keycloak", stack::connect), steps, seed);
    } finally {
      for (int i = 0; i < paths.size(); i++) {
        client.asMaster().body(before.get(i)).put(realm.admin(paths.get(i))).then().statusCode(204);
      }
    }
  }

  /** All users are listed again and again, and none of them from a cache. */
  private void removeUsersOfOthers() {
    String others = "where username <> '" + TestSettings.SUPERUSER_NAME + "'";
    for (String table : List.of("users_user_groups", "users_user_user_permissions")) {
      stack.execute(
          "delete from " + table + " where user_id in (select id from users_user " + others + ")");
    }
    stack.execute("delete from users_user " + others);
    // Some may have been given ids, past the sequence.
    stack.select(
        "select setval(pg_get_serial_sequence('users_user', 'id'), max(id)) from users_user");
  }

  private String read(BridgedRealm realm, String path) {
    return client.asMaster().get(realm.admin(path)).then().statusCode(200).extract().asString();
  }

  private void walkOnABridge(int steps, long seed) {
    String name = "walk" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    stack.postgres().createDatabase(name);
    DjangoRows tables = new DjangoRows(name, () -> stack.postgres().connect(name));
    new Sql(tables.connecting()).execute(DjangoSchemas.POSTGRESQL.statements());
    ObjectNode template =
        BridgedKeycloak.template(
            name,
            Map.of(
                "databaseUrl",
                stack.postgres().jdbcUrl(name),
                "databaseUser",
                EmbeddedPostgresServer.USER,
                "cachePolicy",
                "NO_CACHE"));
    client.asMaster().body(template.toString()).post("/admin/realms").then().statusCode(201);
    BridgedRealm realm = new BridgedRealm(client, name, name + "-s");
    try {
      walk(realm, tables, steps, seed);
    } finally {
      realm.remove();
    }
  }

  private void walk(BridgedRealm realm, DjangoRows tables, int steps, long seed) {
    client
        .asMaster()
        .body(Map.of("bruteForceProtected", false))
        .put(realm.admin(""))
        .then()
        .statusCode(204);
    String baseUrl = stack.keycloak().baseUrl();
    RealmDoors doors =
        new RealmDoors(baseUrl, new Stage(baseUrl, realm.name()), realm.componentId(), tables);
    RandomWalk walk = new RandomWalk(doors, seed);
    try {
      walk.take(steps);
      walk.gone().forEach(user -> doors.user(user.id, "GET", "", Map.of()).then().statusCode(404));
      for (ModelUser user : walk.gone()) {
        assertThat(kept(doors.keycloakId(user.id))).as("seed %d: kept of %s", seed, user).isEmpty();
      }
    } finally {
      walk.clear();
      doors.remove();
    }
  }

  /** Tables of Keycloak's that hold something under an id; what happened may be remembered. */
  private List<String> kept(String keycloakId) {
    List<String> holding = new ArrayList<>();
    for (String table :
        stack.select(
            "select table_name from information_schema.columns where table_schema = 'public' and"
                + " column_name = 'user_id' and data_type = 'character varying' and table_name not"
                + " like '%event%'")) {
      if (!stack
          .select("select 1 from " + table + " where user_id = '" + keycloakId + "' limit 1")
          .isEmpty()) {
        holding.add(table);
      }
    }
    return holding;
  }
}
