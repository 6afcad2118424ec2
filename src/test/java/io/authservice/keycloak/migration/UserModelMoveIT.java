package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user model has beyond the fields moves with its users, and goes on as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
class UserModelMoveIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String DATABASE = "?source=database";
  private static final byte[] NOTHING = {};
  private static final String KEYCLOAK_ID = "f:auth-service-users-001:";
  private static final String COLUMNS =
      "password, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
          + " date_joined";

  private static final String MODEL =
      """
      join profile = users_profile.user_id
      attribute city = profile.city shown
      attribute theme = theme write shown
      attribute age = age as integer write shown
      attribute vip = vip as boolean write shown
      attribute premium = profile.plan = 'gold' as boolean shown
      attribute seen_at = seen_at as moment shown
      attribute options = options as json shown
      attribute hidden = theme
      email_verified = confirmed
      groups from team_member.user_id name team_team.name by team_id where active
      """;

  @AutoClose private PostgresKeycloak stack;
  private TimedClient client;
  private ImportCalls calls;
  private BridgeComponent settings;
  private DjangoRows django;

  @BeforeAll
  void start() {
    stack = PostgresKeycloak.start("models", List.of(OPTION + "me-groups=true"));
    client = stack.client();
    calls = new ImportCalls(stack);
    settings = new BridgeComponent(client, calls);
    map("age", "long");
    map("city", "String");
    map("django_groups", "String");
  }

  @BeforeEach
  void empty() {
    settings.configure(
        Map.of(
            "databaseUrl", "",
            "databaseUser", "",
            "databasePassword", "",
            "editMode", "",
            "userModel", "",
            "cachePolicy", "DEFAULT"));
    stack.execute(
        "delete from users_uuiduser_groups; delete from users_uuiduser;"
            + "delete from auth_service_import");
    calls.empty();
    stack.execute("delete from users_user");
  }

  private void map(String attribute, String type) {
    Answer made =
        client.send(
            "POST",
            "/admin/realms/auth-service/clients/"
                + calls.client("auth-service-api").get("id").textValue()
                + "/protocol-mappers/models",
            calls.admin(),
            Map.of(
                "name",
                "own " + attribute,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-usermodel-attribute-mapper",
                "config",
                Map.of(
                    "user.attribute",
                    attribute,
                    "claim.name",
                    "own_" + attribute,
                    "jsonType.label",
                    type,
                    "multivalued",
                    Boolean.toString(attribute.equals("django_groups")),
                    "access.token.claim",
                    "true")));
    assertThat(made.status()).as("%s", made).isEqualTo(201);
  }

  /** Integers in the one, UUIDs in the other: from the bridge into Keycloak's tables and back. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDetachLosesNothingAndTheBridgeFindsItAgain(boolean uuids) {
    service(uuids);
    bridge();
    Map<String, JsonNode> before = told();
    assertThat(before.get("record").get("city").textValue()).isEqualTo("Turin");
    assertThat(before.get("emailVerified").booleanValue()).isTrue();

    JsonNode dry = calls.imported(NOTHING, DATABASE + "&dry-run=true");
    counts(dry, 3, 0, 0, 0);
    assertThat(stack.select("select count(*) from fed_user_attribute where name = 'city'"))
        .containsExactly("0");

    counts(calls.imported(NOTHING, DATABASE), 3, 0, 0, 0);
    assertThat(told()).as("the bridge stands").isEqualTo(before);
    List<String> tables = tables();
    counts(calls.imported(NOTHING, DATABASE + "&existing=update"), 0, 0, 3, 0);
    assertThat(tables()).isEqualTo(tables);

    settings.letGo();
    assertThat(told()).as("detached").isEqualTo(before);
    bridge();
    assertThat(told()).as("back").isEqualTo(before);
    settings.letGo();
    django.execute("drop table users_user cascade");
    assertThat(told()).as("for good").isEqualTo(before);
    goesOn();
  }

  @Test
  void aLaterImportUpdatesOrKeeps() {
    service(false);
    bridge();
    calls.imported(NOTHING, DATABASE);
    django.execute(
        "update users_profile set city = 'Rome' where user_id = 1",
        "update users_user set age = null where id = 1",
        "delete from team_member where team_id = 2",
        "insert into team_team values (9, 'New')",
        "insert into team_member values (1, 9, true)");

    JsonNode kept = calls.imported(NOTHING, DATABASE);
    counts(kept, 0, 0, 2, 1);
    assertThat(kept.at("/users/kept").intValue()).isEqualTo(1);
    assertThat(groups()).containsExactly("Anchors", "Sails");

    JsonNode updated = calls.imported(NOTHING, DATABASE + "&existing=update");
    counts(updated, 0, 1, 2, 0);
    assertThat(groups()).containsExactly("New", "Sails");
    settings.letGo();
    JsonNode record = told().get("record");
    assertThat(record.get("city").textValue()).isEqualTo("Rome");
    assertThat(record.get("age").isNull()).isTrue();
  }

  @Test
  void whatAdministratorsSaidOfAnEmailCountsMore() {
    service(false);
    bridge();
    assertThat(saved("ada", ada -> ada.put("emailVerified", false)).status()).isEqualTo(204);

    JsonNode done = calls.imported(NOTHING, DATABASE);

    assertThat(done.at("/extras/verified_emails/kept").intValue()).as("%s", done).isEqualTo(1);
    settings.letGo();
    assertThat(user("ada").get("emailVerified").booleanValue()).isFalse();
  }

  /** Types, {@code write} and {@code shown} mean what they meant. */
  private void goesOn() {
    String root = client.login("root", DjangoRows.PASSWORD).access();
    String ada = client.login("ada", DjangoRows.PASSWORD).access();
    String path = "/api/users/" + id("ada") + "/";
    Answer changed =
        client.send("PATCH", path, root, Map.of("theme", "light", "age", 37, "vip", false));
    assertThat(changed.status()).as("%s", changed).isEqualTo(200);
    JsonNode record = client.get(path, root).json();
    assertThat(record.get("age").intValue()).isEqualTo(37);
    assertThat(record.get("vip").isBoolean()).isTrue();
    assertThat(record.get("theme").textValue()).isEqualTo("light");
    assertThat(record.has("hidden")).isFalse();
    Answer refused = client.send("PATCH", path, root, Map.of("age", "old", "premium", false));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("A valid integer is required.", "This field is read-only.");
    assertThat(client.send("PATCH", path, ada, Map.of("age", 99)).status()).isEqualTo(400);
    assertThat(found("city:Turin")).containsExactly("ada");
    assertThat(found("city:turin")).isEmpty();
    assertThat(found("age:37")).containsExactly("ada");
    assertThat(found("django_groups:Sails")).containsExactlyInAnyOrder("ada", "root");
    Answer byConsole =
        saved("ada", user -> ((ObjectNode) user.get("attributes")).putArray("city").add("Rome"));
    assertThat(byConsole.status()).as("city is only read: %s", byConsole).isEqualTo(400);
    Answer written =
        saved("ada", user -> ((ObjectNode) user.get("attributes")).putArray("age").add("38"));
    assertThat(written.status()).as("%s", written).isEqualTo(204);
    assertThat(client.get(path, root).json().get("age").intValue()).isEqualTo(38);
    assertThat(settings.refusal(Map.of("userModel", "first_name = full_name")))
        .contains("userModel must have an attribute");
  }

  /** All that is to be the same on either side of the move. */
  private Map<String, JsonNode> told() {
    client.send("POST", "/admin/realms/auth-service/clear-user-cache", calls.admin(), Map.of());
    String root = client.login("root", DjangoRows.PASSWORD).access();
    String ada = client.login("ada", DjangoRows.PASSWORD).access();
    Map<String, JsonNode> told = new TreeMap<>();
    told.put("record", without(client.get("/api/users/" + id("ada") + "/", root).json()));
    told.put("other", without(client.get("/api/users/" + id("eve") + "/", root).json()));
    told.put("me", without(client.get("/auth/me/", ada).json()));
    told.put("attributes", user("ada").get("attributes"));
    told.put("emailVerified", user("ada").get("emailVerified"));
    told.put("ofEve", user("eve").get("emailVerified"));
    for (String claim : List.of("own_age", "own_city", "own_django_groups")) {
      told.put(claim, Jwt.of(ada).claims().get(claim));
    }
    return told;
  }

  /** Who logs in is noted, in one place only. */
  private static JsonNode without(JsonNode record) {
    ((ObjectNode) record).remove("last_login");
    return record;
  }

  private JsonNode user(String username) {
    JsonNode user =
        client
            .get("/admin/realms/auth-service/users/" + KEYCLOAK_ID + id(username), calls.admin())
            .json();
    ((ObjectNode) user.get("attributes")).remove("last_login");
    return user;
  }

  /** As an administrator saves the form of a user. */
  private Answer saved(String username, Consumer<ObjectNode> change) {
    String path = "/admin/realms/auth-service/users/" + KEYCLOAK_ID + id(username);
    ObjectNode user = (ObjectNode) client.get(path, calls.admin()).json();
    change.accept(user);
    Map<String, Object> fields =
        new ObjectMapper().convertValue(user, new TypeReference<Map<String, Object>>() {});
    return client.send("PUT", path, calls.admin(), fields);
  }

  private String id(String username) {
    return ids.get(username);
  }

  private final Map<String, String> ids = new TreeMap<>();

  private List<String> found(String query) {
    List<String> names = new ArrayList<>();
    client
        .admin("/users?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), calls.admin())
        .json()
        .forEach(user -> names.add(user.get("username").textValue()));
    return names;
  }

  private List<String> groups() {
    return stack.select(
        "select name from auth_group g join users_user_groups m on m.group_id = g.id"
            + " where m.user_id = 1 order by 1");
  }

  private List<String> tables() {
    List<String> tables = new ArrayList<>(calls.tables());
    tables.addAll(
        stack.select(
            "select user_id, name, value from fed_user_attribute where name <> 'auth-service.bond'"
                + " order by 1, 2"));
    return tables;
  }

  private static void counts(JsonNode report, int added, int updated, int unchanged, int kept) {
    assertThat(report.get("state").textValue()).as("%s", report).isEqualTo("finished");
    assertThat(report.at("/extras/attributes").toString())
        .as("%s", report)
        .isEqualTo(
            "{\"added\":%d,\"updated\":%d,\"unchanged\":%d,\"kept\":%d,\"left_out\":0}"
                .formatted(added, updated, unchanged, kept));
  }

  private void bridge() {
    settings.bridge(stack.postgres(), django.name());
    settings.configure(Map.of("userModel", MODEL));
  }

  /** A service whose project keeps more of its users than Django does. */
  private void service(boolean uuids) {
    String name = "django" + UUID.randomUUID().toString().replace("-", "");
    stack.postgres().createDatabase(name);
    django = new DjangoRows(name, () -> stack.postgres().connect(name));
    String key = uuids ? "uuid" : "integer";
    try (Connection connection = django.connecting().connect();
        Statement statement = connection.createStatement()) {
      for (String sql : DjangoSchemas.POSTGRESQL.statements()) {
        statement.execute(
            uuids
                ? sql.replace("\"user_id\" bigint", "\"user_id\" uuid")
                    .replace(
                        "\"users_user\" (\"id\" bigserial NOT NULL PRIMARY KEY",
                        "\"users_user\" (\"id\" uuid NOT NULL PRIMARY KEY")
                : sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    django.execute(
        "alter table users_user add theme varchar(10) not null default '', add age integer,"
            + " add vip boolean, add seen_at timestamp with time zone, add options jsonb,"
            + " add confirmed boolean not null default false",
        "create table users_profile (user_id "
            + key
            + " primary key, city varchar(5000),"
            + " plan varchar(10))",
        "create table team_team (id integer primary key, name varchar(50))",
        "create table team_member (user_id "
            + key
            + " not null, team_id integer not null,"
            + " active boolean not null)",
        "insert into team_team values (1, 'Sails'), (2, 'Anchors'), (3, 'Former')");
    for (String username : List.of("ada", "root", "eve")) {
      ids.put(username, uuids ? UUID.randomUUID().toString() : Integer.toString(number(username)));
      django.execute(
          "insert into users_user (id, "
              + COLUMNS
              + ") values ('"
              + id(username)
              + "', '"
              + DjangoRows.encoded(DjangoRows.PASSWORD)
              + "', "
              + username.equals("root")
              + ", '"
              + username
              + "', 'First', 'Last', '"
              + username
              + "@example.com', "
              + username.equals("root")
              + ", true, '2024-02-29 23:59:59.123456+00')");
    }
    String ada = "'" + id("ada") + "'";
    django.execute(
        "insert into users_profile values (" + ada + ", 'Turin', 'gold')",
        "insert into team_member values ("
            + ada
            + ", 1, true), ("
            + ada
            + ", 2, true), ("
            + ada
            + ", 3, false), ('"
            + id("root")
            + "', 1, true)",
        "update users_user set theme = 'dark', age = 36, vip = true, confirmed = true,"
            + " seen_at = '2026-01-02 03:04:05.678901+00', options = '{\"b\": [1, 2]}'"
            + " where username = 'ada'",
        // Longer than what Keycloak keeps in the row of an attribute.
        "insert into users_profile values ('" + id("eve") + "', repeat('x', 3000), null)");
  }

  private static int number(String username) {
    return List.of("ada", "root", "eve").indexOf(username) + 1;
  }

  /** A dump of a project's own model, by a UUID, with fields and not columns, and what is bad. */
  @Test
  void aDumpOfAModelOfItsOwnIsReadByTheText() {
    String model =
        """
        username = email
        first_name = full_name
        last_name = ''
        is_staff = role = 'admin'
        is_superuser = role = 'admin'
        join organisation = crm_seat.account_id
        attribute organisation_id = organisation_id shown
        attribute seat = organisation.number as integer shown
        email_verified = confirmed
        groups from accounts_user.id name role
        groups = none
        """;
    ids.put("ada", UUID.randomUUID().toString());
    ids.put("bob", UUID.randomUUID().toString());
    String dump =
        "["
            + dumped("ada", "\"admin\"")
            + ","
            + seat("ada", "4711")
            + ","
            + dumped("bob", "null")
            + "]";
    settings.configure(Map.of("userModel", model));

    JsonNode refused =
        calls.imported(
            ImportCalls.utf8(dump.replace("4711", "\"twelve\"")), "?user-model=accounts.user");
    assertThat(refused.get("state").textValue()).as("%s", refused).isEqualTo("refused");
    assertThat(ImportCalls.errors(refused)).containsExactly("unreadable " + ids.get("ada"));
    assertThat(refused.toString()).contains("seat is not a whole number of 64 bits");
    assertThat(stack.select("select count(*) from users_uuiduser")).containsExactly("0");

    String query = "?user-model=accounts.user&existing=update";
    JsonNode dry = calls.imported(ImportCalls.utf8(dump), query + "&dry-run=true");
    counts(dry, 2, 0, 0, 0);
    assertThat(dry.at("/options/model").textValue()).isEqualTo(model.strip());
    counts(calls.imported(ImportCalls.utf8(dump), query), 2, 0, 0, 0);
    counts(calls.imported(ImportCalls.utf8(dump), query), 0, 0, 2, 0);

    String ada = client.login("ada@example.com", DjangoRows.PASSWORD).access();
    JsonNode me = client.get("/auth/me/", ada).json();
    assertThat(me.get("first_name").textValue()).isEqualTo("Full ada");
    assertThat(me.get("organisation_id").textValue()).isEqualTo("7");
    assertThat(me.get("seat").intValue()).isEqualTo(4711);
    assertThat(me.get("groups").toString()).isEqualTo("[\"admin\"]");
    assertThat(client.get("/api/users/" + ids.get("bob") + "/", ada).json().get("seat").isNull())
        .isTrue();
    assertThat(user("ada").get("emailVerified").booleanValue()).isTrue();
    assertThat(
            calls
                .imported(ImportCalls.utf8(dump.replace("4711", "4712")), query)
                .at("/extras/attributes/updated")
                .intValue())
        .isEqualTo(1);

    String path = "/api/users/" + ids.get("ada") + "/";
    // The hash that the log-in had upgraded is that of the dump again, which ended the session.
    String again = client.login("ada@example.com", DjangoRows.PASSWORD).access();
    assertThat(client.send("PATCH", path, again, Map.of("seat", 14)).status()).isEqualTo(400);
    settings.configure(Map.of("userModel", "attribute seat = seat as integer write shown"));
    Answer written = client.send("PATCH", path, again, Map.of("seat", 14));
    assertThat(written.status()).as("%s", written).isEqualTo(200);
    assertThat(written.json().get("seat").intValue()).isEqualTo(14);
  }

  @Test
  void theRequestMayNameTheModelOfADump() {
    ids.put("ada", "51");
    String dump = dumped("ada", "null").replace("\"51\"", "51");
    String text =
        "username = email\nfirst_name = full_name\nlast_name = ''\nis_staff = false\n"
            + "is_superuser = false\ngroups = none";
    String query = "?user-model=accounts.user&model=";
    Answer refused =
        client.upload(
            ImportCalls.PATH + query + encoded(text + "\nnowhere"),
            calls.admin(),
            ImportCalls.utf8(dump));
    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.body()).contains("\"model\"", "7");

    JsonNode done = calls.imported(ImportCalls.utf8(dump), query + encoded(text));

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.has("extras")).isFalse();
    assertThat(stack.select("select id, username, first_name from users_user"))
        .containsExactly("51|ada@example.com|Full ada");
    JsonNode assessed =
        client
            .upload(
                "/admin/realms/auth-service/auth-service/assessment"
                    + query
                    + encoded(text + "\nattribute role = role"),
                calls.admin(),
                ImportCalls.utf8(dump))
            .json();
    assertThat(assessed.at("/users/rows").intValue()).as("%s", assessed).isEqualTo(1);
    assertThat(assessed.at("/users/extras").toString())
        .isEqualTo("{\"attributes\":[\"role\"],\"verified_emails\":false,\"memberships\":false}");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String dumped(String name, String role) {
    return """
        {"model": "accounts.user", "pk": "%s", "fields": {"password": "%s", "last_login": null,
         "email": "%s@example.com", "full_name": "Full %s", "role": %s, "is_active": true,
         "date_joined": "2024-02-29T23:59:59.123Z", "organisation": 7, "confirmed": true}}"""
        .formatted(id(name), DjangoRows.encoded(DjangoRows.PASSWORD), name, name, role);
  }

  private String seat(String name, String number) {
    return "{\"model\": \"crm.seat\", \"pk\": 1, \"fields\": {\"account\": \"%s\", \"number\": %s}}"
        .formatted(id(name), number);
  }
}
