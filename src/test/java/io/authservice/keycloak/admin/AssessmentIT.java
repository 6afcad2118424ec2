package io.authservice.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One look beforehand, at databases on PostgreSQL and at dumps. */
@WithBridgedKeycloak
class AssessmentIT {

  private static final String DATABASE = "?source=database";

  private final BridgedKeycloak server;

  AssessmentIT(BridgedKeycloak server) {
    this.server = server;
  }

  /** Django's tables, and what applications keep beside them. */
  private DjangoRows service() {
    DjangoRows django = server.database();
    long ada = django.user("ada", true);
    long bob = django.user("bob", false);
    django.user("BOB", false);
    django.execute(
        "update users_user set password = 'hunter2hunter2', email = '' where id = " + bob,
        "insert into django_migrations (app, name, applied) values"
            + " ('auth', '0011_update_proxy_permissions', now()),"
            + " ('auth', '0012_alter_user_first_name_max_length', now()),"
            + " ('oauth2_provider', '0005_auto_20211222_2352', now()),"
            + " ('otp_totp', '9999_of_a_time_to_come', now()),"
            + " ('users', '0001_initial', now())",
        "create table otp_totp_totpdevice (id serial primary key, user_id bigint, key text)",
        "insert into otp_totp_totpdevice (user_id, key) values (" + ada + ", 'c0ffee')",
        "create table socialaccount_socialaccount (id serial primary key, user_id bigint,"
            + " provider varchar(200), uid varchar(191))",
        "insert into socialaccount_socialaccount (user_id, provider, uid) values ("
            + ada
            + ", 'weibo', 'u-1'), ("
            + bob
            + ", 'weibo', 'u-2')",
        "create table account_emailaddress (id serial primary key, user_id bigint,"
            + " email varchar(254), verified boolean)",
        "create table shop_order (id serial primary key)",
        "insert into django_session values ('k', 's3ssion', now())",
        "insert into authtoken_token values ('t0ken', now(), " + ada + ")");
    return django;
  }

  @Test
  void tellsAllOfABridgedDatabaseAndNoSecret() {
    DjangoRows django = service();
    List<String> before = django.schema();
    BridgedRealm realm = server.realm(server.settings(django));

    Response told = look(realm, DATABASE, Map.of());

    told.then()
        .statusCode(200)
        .body("source", equalTo("database"))
        .body("complete", equalTo(true))
        .body("database.product", equalTo("PostgreSQL"))
        .body("database.version", not(equalTo("")))
        .body("applications.application", contains("auth", "oauth2_provider", "otp_totp"))
        .body(
            "applications.release",
            contains("Django 3.1 or newer", "django-oauth-toolkit 1.6.2 or newer", null))
        .body("applications[2].migration", equalTo("9999_of_a_time_to_come"))
        .body("users.table", equalTo("users_user"))
        .body("users.ids", equalTo("integer"))
        .body("users.rows", equalTo(3))
        .body("users.counted", equalTo("exact"))
        .body("users.refusal", nullValue())
        .body("passwords.find { it.format == 'pbkdf2_sha256' }.users", equalTo(2))
        .body("passwords.find { it.format == 'raw' }.accepted", equalTo(false))
        .body("tables.find { it.table == 'users_user' }.moves", equalTo("moves"))
        .body("tables.find { it.table == 'otp_totp_totpdevice' }.rows", equalTo(1))
        .body("tables.find { it.table == 'authtoken_token' }.moves", equalTo("on_request"))
        .body("tables.find { it.table == 'django_session' }.how", containsString("Sessions"))
        .body("others.names", hasItem("shop_order"))
        .body("providers.find { it.provider == 'weibo' }.links", equalTo(2))
        .body("providers.find { it.provider == 'weibo' }.known", equalTo(false))
        .body(
            "notices.code",
            hasItems(
                "raw_passwords",
                "names_differ_in_case",
                "blank_emails",
                "second_factors",
                "sessions_end",
                "tokens_end",
                "unknown_providers"))
        .body("settings.find { it.name == 'identity-providers' }.value", equalTo("weibo=<alias>"))
        .body("settings.find { it.name == 'tokens' }.value", equalTo("true"))
        .body("settings.name", hasItem("legacy-drf-token-until"));
    assertThat(told.asString())
        .doesNotContain("hunter2", "c0ffee", "s3ssion", "t0ken", "salt", "ada", "u-1");
    assertThat(django.schema()).isEqualTo(before);
    realm.remove();
  }

  @Test
  void tellsWhatADatabaseReckonsWhereItDoesNotCount() {
    DjangoRows django = service();
    django.execute(
        "insert into django_session select 'k' || n, '', now() from generate_series(1, 100001) n");
    look(connection(django))
        .then()
        .statusCode(200)
        .body("tables.find { it.table == 'django_session' }.counted", equalTo("at_least"));
    django.execute("analyze django_session");
    look(connection(django))
        .then()
        .body("tables.find { it.table == 'django_session' }.counted", equalTo("estimate"))
        .body("tables.find { it.table == 'django_session' }.rows", equalTo(100_002));
  }

  @Test
  void passesOverWhatItMayNotRead() {
    DjangoRows django = service();
    String reader = "reader" + django.name().substring(6);
    new Sql(() -> server.postgres().connect(django.name()))
        .execute(
            "create role " + reader + " login",
            "grant select on all tables in schema public to " + reader,
            "revoke select on django_session from " + reader);
    Map<String, String> settings = connection(django);
    settings.put("databaseUser", reader);

    look(settings)
        .then()
        .statusCode(200)
        .body("complete", equalTo(false))
        .body("tables.find { it.table == 'django_session' }.counted", equalTo("unread"))
        .body("tables.find { it.table == 'django_session' }.rows", nullValue())
        .body("tables.find { it.table == 'authtoken_token' }.rows", equalTo(1));
  }

  @Test
  void looksAtAModelOfAPublicProject() {
    UserModels taiga = UserModels.named("Taiga");
    DjangoRows django = server.database(taiga.statements());

    look(connection(django))
        .then()
        .statusCode(200)
        .body("users.table", equalTo("users_user"))
        .body("users.candidates", contains("users_user"))
        .body("users.userModel", containsString("first_name = full_name"))
        .body("users.sampled", equalTo(2))
        .body("settings.find { it.name == 'userModel' }.where", equalTo("storage"))
        .body("notices.code", hasItem("own_user_model"));
    Map<String, String> wrong = connection(django);
    wrong.put("userModel", "first_name = nowhere");
    look(wrong)
        .then()
        .statusCode(200)
        .body("users.refusal", containsString("nowhere"))
        .body("users.sampled", equalTo(0))
        .body("notices.code", hasItem("users_unreadable"));
  }

  @Test
  void looksThroughADump() {
    dump("", Dumps.compressed(Dumps.bytes("factors.json")))
        .then()
        .statusCode(200)
        .body("source", equalTo("dump"))
        .body("users.rows", equalTo(3))
        .body("users", not(hasKey("table")))
        .body("database", nullValue())
        .body("tables.find { it.table == 'mfa_authenticator' }.rows", equalTo(4))
        .body("notices.code", hasItem("second_factors"));
    byte[] person =
        Dumps.user(1, "ada", "!", "")
            .replace("users.user", "shop.person")
            .getBytes(StandardCharsets.UTF_8);
    dump("", person).then().statusCode(200).body("users.candidates", contains("shop.person"));
    dump("?user-model=shop.person", person).then().statusCode(200).body("users.rows", equalTo(1));
  }

  @Test
  void saysWhereADumpIsBroken() {
    dump("", (Dumps.user(1, "ada", "!", "") + "\n{\"model\": ").getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(400)
        .body("detail", containsString("line "));
    dump("", "SQLite format 3".getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(400)
        .body("detail", containsString("a database of SQLite"));
    dump("", new byte[0]).then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource({
    "?dry-run=true, dry-run",
    "?source=sideways, source",
    "?source=database&file=x, file",
    "?source=database&user-model=a.b, user-model",
    "?user-model=x, user-model",
    "?file=nowhere.json, file",
    "?source=, source"
  })
  void refusesWhatItDoesNotKnow(String query, String named) {
    server
        .asMaster()
        .contentType("application/json")
        .post(own().admin("/auth-service/assessment" + query))
        .then()
        .statusCode(400)
        .body("", hasKey(named));
  }

  @Test
  void refusesADatabaseThatCannotBeAskedAndWhoeverDoesNotAdminister() {
    DjangoRows django = service();
    Map<String, String> settings = connection(django);
    Map<String, String> closed = new TreeMap<>(settings);
    closed.put("databaseUrl", "jdbc:postgresql://127.0.0.1:1/nowhere");
    closed.put("databaseTimeout", "1");
    look(closed)
        .then()
        .statusCode(503)
        .body("detail", equalTo("Service temporarily unavailable, try again later."));
    Map<String, String> misspelt = new TreeMap<>(settings);
    misspelt.put("databaseUri", "x");
    look(misspelt).then().statusCode(400).body("", hasKey("databaseUri"));
    Map<String, String> nobody = new TreeMap<>(settings);
    nobody.put("databaseUrl", "jdbc:oracle:thin:@x");
    look(nobody).then().statusCode(400).body("non_field_errors[0]", containsString("databaseUrl"));
    look(own(), DATABASE, Map.of("component", "another")).then().statusCode(404);
    look(own(), DATABASE, Map.of("databasePassword", "x")).then().statusCode(400);
    look(own(), DATABASE, Map.of()).then().statusCode(400);

    BridgedRealm realm = server.realm(server.settings(django));
    server
        .as(
            server
                .nativeLogin(realm.name(), "admin-cli", "BOB", DjangoRows.PASSWORD)
                .path("access_token"))
        .body(Map.of())
        .post(realm.admin("/auth-service/assessment" + DATABASE))
        .then()
        .statusCode(403);
    realm.remove();
  }

  /** Databases that take a connection and say nothing keep those who look at them waiting. */
  @Test
  void looksAtNoMoreThanAFewAtOnce() throws Exception {
    byte[] dump = Dumps.user(1, "ada", "!", "").getBytes(StandardCharsets.UTF_8);
    List<Socket> taken = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    ServerSocket silent = new ServerSocket(0);
    try {
      Map<String, String> settings =
          Map.of(
              "databaseUrl",
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/silent",
              "databaseTimeout",
              "60");
      List<CompletableFuture<Integer>> waiting =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> look(settings).statusCode(), threads))
              .limit(4)
              .toList();
      while (taken.size() < waiting.size()) {
        taken.add(silent.accept());
      }

      dump("", dump).then().statusCode(429).header("Retry-After", equalTo("1"));

      silent.close();
      for (Socket socket : taken) {
        socket.close();
      }
      assertThat(waiting).allMatch(one -> one.join() == 503);
    } finally {
      silent.close();
      threads.shutdownNow();
    }
    // A place is free once the answer before it is done with.
    int status = 429;
    for (int i = 0; i < 50 && status == 429; i++) {
      Thread.sleep(100);
      status = dump("", dump).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  private BridgedRealm own() {
    return BridgedRealm.own(server.baseUrl());
  }

  private Map<String, String> connection(DjangoRows django) {
    Map<String, String> settings = new TreeMap<>(server.settings(django));
    settings.remove("cachePolicy");
    return settings;
  }

  private Response look(Map<String, String> body) {
    return look(own(), DATABASE, body);
  }

  private Response look(BridgedRealm realm, String query, Map<String, String> body) {
    return server.asMaster().body(body).post(realm.admin("/auth-service/assessment" + query));
  }

  private Response dump(String query, byte[] body) {
    return server
        .asMaster()
        .contentType("application/json")
        .body(body)
        .post(own().admin("/auth-service/assessment" + query));
  }
}
