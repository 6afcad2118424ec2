package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.OneTimePassword;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Users whose ids are UUIDs move into Keycloak's own database, and keep them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
class UuidMoveIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String DATABASE = "?source=database&tokens=true";
  private static final byte[] NOTHING = {};
  private static final int CROWD = 1200;
  private static final String KEYCLOAK_ID = "f:auth-service-users-001:";

  @AutoClose private PostgresKeycloak stack;
  private TimedClient client;
  private ImportCalls calls;
  private BridgeComponent settings;
  private DjangoRows django;

  @BeforeAll
  void start() {
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    stack =
        PostgresKeycloak.start(
            "uuids",
            List.of(
                OPTION + "me-permissions=true",
                OPTION + "me-groups=true",
                OPTION + "legacy-jwt-secret=" + SimpleJwt.SECRET,
                OPTION + "legacy-jwt-until=" + tomorrow,
                OPTION + "legacy-oauth2-access-until=" + tomorrow));
    client = stack.client();
    calls = new ImportCalls(stack);
    settings = new BridgeComponent(client, calls);
  }

  @BeforeEach
  void empty() {
    settings.letGo();
    stack.execute("delete from users_uuiduser_groups; delete from users_uuiduser_user_permissions");
    calls.empty();
    stack.execute(
        "delete from users_uuiduser; delete from users_user;"
            + "delete from auth_service_import; delete from auth_service_issued_token");
  }

  @Test
  void movesADatabaseWithAllThatIsInIt() {
    String ada = service();
    settings.bridge(stack.postgres(), django.name());
    Tokens before = client.login("ada", DjangoRows.PASSWORD);
    JsonNode me = client.get("/auth/me/", before.access()).json();
    assertThat(me.get("id").textValue()).isEqualTo(ada);

    JsonNode dry = calls.imported(NOTHING, DATABASE + "&dry-run=true");
    assertThat(dry.get("state").textValue()).as("%s", dry).isEqualTo("finished");
    assertThat(dry.at("/users/added").intValue()).isEqualTo(CROWD + 3);
    assertThat(stack.select("select count(*) from users_uuiduser")).containsExactly("0");

    JsonNode done = calls.imported(NOTHING, DATABASE);
    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/users/added").intValue()).isEqualTo(CROWD + 3);
    assertThat(done.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(1);
    assertThat(done.at("/belongings/recovery_codes/added").intValue()).isEqualTo(1);
    assertThat(done.at("/tokens/added").intValue()).isEqualTo(1);
    assertThat(rows(stack::select, "users_uuiduser")).isEqualTo(rows(django::select, "users_user"));
    assertThat(stack.select("select count(*) from users_user")).containsExactly("0");

    JsonNode again = calls.imported(NOTHING, DATABASE + "&existing=update");
    assertThat(again.at("/users/unchanged").intValue()).as("%s", again).isEqualTo(CROWD + 3);
    assertThat(again.at("/users/updated").intValue()).isZero();
    assertThat(again.at("/belongings/one_time_passwords/unchanged").intValue()).isEqualTo(1);

    settings.letGo();
    django.execute("drop table users_user cascade");
    goesOn(ada, before, me);
  }

  private void goesOn(String ada, Tokens before, JsonNode me) {
    assertThat(client.get("/auth/me/", before.access()).json())
        .as("the session goes on")
        .isEqualTo(me);
    Answer refreshed =
        client.send("POST", "/api/token/refresh/", "", Map.of("refresh", before.refresh()));
    assertThat(refreshed.status()).as("%s", refreshed).isEqualTo(200);
    String old = SimpleJwt.signed(SimpleJwt.claims("access", ada, Instant.now()));
    assertThat(client.get("/auth/me/", old).json()).as("SimpleJWT's").isEqualTo(me);
    assertThat(client.get("/auth/me/", "old-access-token").json().get("id").textValue())
        .as("django-oauth-toolkit's")
        .isEqualTo(ada);
    assertThat(me.get("groups").toString()).contains("Writers");
    assertThat(me.get("permissions")).hasSize(2);
    assertThat(login("otto", Map.of()).status()).as("without a code").isEqualTo(401);
    assertThat(login("otto", Map.of("totp", OneTimePassword.code("12345678901234567890"))).status())
        .isEqualTo(200);
    assertThat(user(ada).get("username").textValue()).isEqualTo("ada");
  }

  @Test
  void aTokenThatDjangoEndedIsRefusedWithoutTheBridge() {
    String ada = service();
    Map<String, Object> claims = SimpleJwt.claims("refresh", ada, Instant.now());
    String refresh = SimpleJwt.signed(claims);
    django.execute(
        "insert into token_blacklist_outstandingtoken (id, jti, token, expires_at) values (1, '"
            + claims.get("jti")
            + "', '', now() + interval '1 hour')");
    settings.bridge(stack.postgres(), django.name());
    JsonNode before = calls.imported(NOTHING, DATABASE);
    assertThat(before.at("/tokens/added").intValue()).as("%s", before).isEqualTo(1);
    assertThat(before.at("/tokens").has("blacklisted")).isFalse();

    django.execute(
        "delete from oauth2_provider_accesstoken",
        "insert into token_blacklist_blacklistedtoken (token_id, blacklisted_at) values (1, now())");
    JsonNode again = calls.imported(NOTHING, DATABASE + "&existing=update");
    assertThat(again.at("/tokens/blacklisted").intValue()).as("%s", again).isEqualTo(1);
    settings.letGo();

    assertThat(client.get("/auth/me/", "old-access-token").status()).isEqualTo(401);
    Answer refused = client.send("POST", "/api/token/refresh/", "", Map.of("refresh", refresh));
    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.body()).contains("Token is blacklisted");
  }

  @Test
  void usersOfADumpKeepTheirIdsAndNewOnesGetSuch() {
    Map<Integer, String> ids = Map.of(51, random(), 52, random(), 53, random());

    JsonNode done = calls.imported(dump("factors.json", ids), "");

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/users/added").intValue()).isEqualTo(3);
    assertThat(done.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(3);
    assertThat(done.at("/belongings/recovery_codes/added").intValue()).isEqualTo(2);
    assertThat(done.at("/belongings/verified_emails/added").intValue()).isEqualTo(1);
    assertThat(user(ids.get(51)).get("emailVerified").booleanValue()).isTrue();
    List<String> before = stack.select("select * from users_uuiduser order by id");
    JsonNode again = calls.imported(dump("factors.json", ids), "?existing=update");
    assertThat(again.at("/users/unchanged").intValue()).as("%s", again).isEqualTo(3);
    assertThat(again.at("/belongings/one_time_passwords/unchanged").intValue()).isEqualTo(3);
    assertThat(stack.select("select * from users_uuiduser order by id")).isEqualTo(before);

    assertThat(login("fada", Map.of()).status()).as("without a code").isEqualTo(401);
    isRegisteredAndServed();
  }

  private void isRegisteredAndServed() {
    String id = registered("new");
    assertThat(UUID.fromString(id).version()).isEqualTo(4);
    assertThat(stack.select("select id from users_uuiduser where username = 'new'"))
        .containsExactly(id);
    stack.execute(
        "update users_uuiduser set is_superuser = true, is_staff = true where username = 'new'");
    client.send("POST", "/admin/realms/auth-service/clear-user-cache", calls.admin(), Map.of());
    String boss = client.login("new", Dumps.PASSWORD).access();
    assertThat(client.get("/api/users/", boss).json()).hasSize(4);
    assertThat(client.get("/api/users/?search=fad", boss).status()).isEqualTo(200);
    String path = "/api/users/" + id + "/";
    assertThat(client.send("PATCH", path, boss, Map.of("last_name", "Changed")).status())
        .isEqualTo(200);
    assertThat(client.get(path, boss).json().get("last_name").textValue()).isEqualTo("Changed");
    String other = stack.select("select id from users_uuiduser where username = 'fbob'").get(0);
    assertThat(client.send("DELETE", "/api/users/" + other + "/", boss, Map.of()).status())
        .isEqualTo(204);
    assertThat(client.get("/api/users/1/", boss).status()).isEqualTo(404);
    assertThat(stack.select("select count(*) from users_uuiduser")).containsExactly("3");
  }

  @Test
  void aRealmWithoutUsersMayChoose() {
    settings.configure(Map.of("userIds", "UUID"));
    String id = registered("first");
    assertThat(stack.select("select id from users_uuiduser")).containsExactly(id);
    assertThat(settings.refusal(Map.of("userIds", "INTEGER"))).startsWith("userIds cannot");
    assertThat(settings.refusal(Map.of("userIds", "TEXT")))
        .isEqualTo("userIds must be INTEGER or UUID");

    stack.execute("delete from users_uuiduser");
    settings.configure(Map.of("userIds", "INTEGER"));
    registered("second");
    assertThat(stack.select("select username from users_user")).containsExactly("second");
  }

  private String registered(String name) {
    Answer created =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", name, "email", name + "@x.org", "password", Dumps.PASSWORD));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    return created.json().get("id").asText();
  }

  @Test
  void whatIsOfOneRealmIsOfOneKind() {
    calls.imported(Dumps.bytes("plain.json"), "");
    assertThat(stack.select("select count(*) from users_user")).containsExactly("5");
    Map<Integer, String> ids = Map.of(51, random(), 52, random(), 53, random());

    JsonNode refused = calls.imported(dump("factors.json", ids), "");

    assertThat(refused.get("state").textValue()).as("%s", refused).isEqualTo("refused");
    assertThat(ImportCalls.errors(refused)).contains("bad_id " + ids.get(51));
    assertThat(refused.toString())
        .contains("The id is a UUID, and the users of the realm have integers");
    assertThat(stack.select("select count(*) from users_uuiduser")).containsExactly("0");

    stack.execute(
        "delete from users_user_groups; delete from users_user_user_permissions;"
            + " delete from users_user");
    JsonNode mixed = calls.imported(dump("factors.json", Map.of(51, random())), "?lenient=true");
    assertThat(mixed.get("state").textValue()).as("%s", mixed).isEqualTo("finished");
    assertThat(mixed.at("/users/added").intValue()).isEqualTo(1);
    assertThat(ImportCalls.errors(mixed)).contains("bad_id 52", "bad_id 53");
    assertThat(stack.select("select username from users_uuiduser")).containsExactly("fada");

    JsonNode whole = calls.imported(Dumps.bytes("plain.json"), "");
    assertThat(whole.get("state").textValue()).as("%s", whole).isEqualTo("refused");
    assertThat(whole.toString())
        .contains("The id is an integer, and the users of the realm have UUIDs");
    assertThat(settings.refusal(Map.of("userIds", "INTEGER")))
        .contains("the database of Keycloak holds users whose ids are of the other kind");
  }

  private static String random() {
    return UUID.randomUUID().toString();
  }

  /** A dump whose users of these ids have others. */
  private static byte[] dump(String name, Map<Integer, String> ids) {
    String dump = new String(Dumps.bytes(name), StandardCharsets.UTF_8);
    for (Map.Entry<Integer, String> id : ids.entrySet()) {
      dump =
          dump.replaceAll(
              "(\"model\": \"auth.user\",\\s*\"pk\"|\"user\"): " + id.getKey() + "\\b",
              "$1: \"" + id.getValue() + "\"");
    }
    return dump.getBytes(StandardCharsets.UTF_8);
  }

  private Answer login(String username, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.put("username", username);
    fields.put("password", username.equals("otto") ? DjangoRows.PASSWORD : Dumps.PASSWORD);
    return client.send("POST", "/api/token/", "", fields);
  }

  private JsonNode user(String id) {
    return client.admin("/users/" + KEYCLOAK_ID + id, calls.admin()).json();
  }

  /** Tables as Django makes them for a model whose key is a {@code UUIDField}; the id of ada. */
  private String service() {
    String name = "django" + random().replace("-", "");
    stack.postgres().createDatabase(name);
    django = new DjangoRows(name, () -> stack.postgres().connect(name));
    new Sql(django.connecting()).execute(DjangoSchemas.ofUuids());
    String ada = random();
    String users =
        "insert into users_user (id, password, is_superuser, username, first_name, last_name,"
            + " email, is_staff, is_active, date_joined) ";
    django.execute(
        users
            + "values ('"
            + ada
            + "', '"
            + DjangoRows.encoded(DjangoRows.PASSWORD)
            + "', false, 'ada', 'Ada', '', 'ada@example.com', false, true,"
            + " '2024-02-29 23:59:59.123456+00')",
        users
            + "select gen_random_uuid(), password, false, 'otto', '', '', 'otto@example.com', false,"
            + " true, now() from users_user",
        users
            + "select gen_random_uuid(), '!', false, 'crowd' || n, '', '', 'c' || n"
            + " || '@example.com', false, n > 5, now() from generate_series(0, "
            + CROWD
            + ") n",
        "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
        "insert into auth_permission (id, name, content_type_id, codename) values"
            + " (21, 'Can add order', 11, 'add_order'), (22, 'Can view order', 11, 'view_order')",
        "insert into auth_group (id, name) values (31, 'Writers')",
        "insert into auth_group_permissions (group_id, permission_id) values (31, 22)",
        "insert into users_user_groups (user_id, group_id) select id, 31 from users_user",
        "insert into users_user_user_permissions (user_id, permission_id) values ('"
            + ada
            + "', 21)");
    factors(django.select("select id from users_user where username = 'otto'").get(0));
    issued(ada);
    return ada;
  }

  private void factors(String otto) {
    django.execute(
        "create table otp_totp_totpdevice (id serial primary key, user_id uuid not null,"
            + " name varchar(64) not null, confirmed boolean not null, key varchar(80) not null,"
            + " step smallint not null, t0 bigint not null, digits smallint not null,"
            + " tolerance smallint not null, drift smallint not null, last_t bigint not null)",
        "insert into otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits,"
            + " tolerance, drift, last_t) values ('"
            + otto
            + "', 'phone', true, '3132333435363738393031323334353637383930', 30, 0, 6, 1, 0, -1)",
        "create table otp_static_staticdevice (id serial primary key, user_id uuid not null,"
            + " confirmed boolean not null)",
        "create table otp_static_statictoken (id serial primary key, device_id integer not null,"
            + " token varchar(16) not null)",
        "insert into otp_static_staticdevice values (7, '" + otto + "', true)",
        "insert into otp_static_statictoken values (9, 7, 'abcdefgh')");
  }

  private void issued(String ada) {
    django.execute(
        "insert into oauth2_provider_application (id, client_id, redirect_uris, client_type,"
            + " authorization_grant_type, client_secret, name, skip_authorization, created,"
            + " updated, algorithm) values (3, 'web', '', 'public', 'password', '', 'Web', true,"
            + " now(), now(), '')",
        "insert into oauth2_provider_accesstoken (id, token, expires, scope,"
            + " application_id, user_id, created, updated) values (5, 'old-access-token', now() + interval '1 hour', 'read', 3, '"
            + ada
            + "', now(), now())");
  }

  private interface Selection {
    List<String> rows(String sql);
  }

  /** All that is to be the same on both sides. */
  private static List<String> rows(Selection database, String users) {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "select id, username, password, email, first_name, last_name, is_active, is_staff,"
                + " is_superuser, date_joined from "
                + users
                + " order by id",
            "select user_id, group_id from " + users + "_groups order by 1, 2",
            "select user_id, permission_id from " + users + "_user_permissions order by 1, 2")) {
      rows.addAll(database.rows(sql));
    }
    return rows;
  }
}
