package io.authservice.keycloak.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.Dumps;
import io.authservice.keycloak.postgres.ApiClient.Answer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import of Django's dumps into a server on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportIT {

  private static final String IMPORT = "/admin/realms/auth-service/auth-service/import";
  private static final String PASSWORD = "tr0mb0ne-quartet";

  /** Well-formed, and matched by no password that is known. */
  private static final String HASH =
      "pbkdf2_sha256$260000$xmTVIYKcajNOivvyHiRvu3$jdKkE3a8V+1n/EeBLBImkj6g9ds7ElWZGE0DpuZGvLo=";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Set<String> UNDER_WAY = Set.of("running");

  private PostgresKeycloak stack;
  private ApiClient client;
  private Path directory;
  private String admin = "";

  @BeforeAll
  void start() throws IOException {
    directory = Files.createTempDirectory(ProjectFiles.fromSystemProperties().work(), "dumps");
    stack =
        PostgresKeycloak.start(
            "import",
            List.of(
                "--spi-admin-realm-restapi-extension--auth-service--import-directory="
                    + directory));
    client = stack.client();
  }

  @AfterAll
  void stop() throws IOException {
    stack.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @BeforeEach
  void refreshAdmin() {
    admin = client.masterAdminToken();
  }

  @AfterEach
  void emptyTables() {
    admin = client.masterAdminToken();
    for (String id : List.of("web", "spa", "worker", "legacy")) {
      JsonNode left = client(id);
      if (left != null) {
        client.send(
            "DELETE",
            "/admin/realms/auth-service/clients/" + left.get("id").textValue(),
            admin,
            Map.of());
      }
    }
    stack.execute(
        "drop trigger if exists refuse on users_user;"
            + "delete from users_user_groups; delete from users_user_user_permissions;"
            + "delete from auth_group_permissions; delete from auth_group;"
            + "delete from auth_permission; delete from django_content_type;"
            + "delete from users_user where username <> '"
            + TestSettings.SUPERUSER_NAME
            + "'");
  }

  @Test
  void movesADjangoServiceWithItsIdsHashesFlagsAndDates() {
    JsonNode done = imported(Dumps.bytes("plain.json"), "");

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/users/added").intValue()).isEqualTo(5);
    assertThat(done.at("/catalog/groups_added").intValue()).isEqualTo(2);
    assertThat(done.at("/ignored/sessions.session").intValue()).isEqualTo(1);
    assertThat(done.at("/progress/seconds_left").intValue()).isZero();
    assertThat(
            stack.select(
                "select id, username, email, first_name, is_active, is_staff, is_superuser,"
                    + " to_char(date_joined at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
                    + " coalesce(to_char(last_login at time zone 'UTC', 'HH24:MI:SS.US'), '-')"
                    + " from users_user where id > 1 order by id"))
        .containsExactly(
            "7|Boss|boss@example.com||t|t|t|2021-05-17 08:30:00.123000|08:30:00.123000",
            "41|ada|ada@example.com|Ada|t|f|f|2021-05-17 08:30:00.123000|-",
            "42|Éva|||t|t|f|2021-05-17 08:30:00.123000|-",
            "43|oldtimer|ada@example.com||f|f|f|2021-05-17 08:30:00.123000|-",
            "44|nologin|nologin@example.com||t|f|f|2021-05-17 08:30:00.123000|-");
    assertThat(
            stack.select(
                "select u.username, g.id, g.name from users_user u join users_user_groups m"
                    + " on m.user_id = u.id join auth_group g on g.id = m.group_id"))
        .containsExactly("ada|3|Writers");
    assertThat(
            stack.select(
                "select p.codename from auth_permission p join users_user_user_permissions m"
                    + " on m.permission_id = p.id where m.user_id = 41 order by 1"))
        .containsExactly("add_group", "view_user");
  }

  @Test
  void importedUsersLogInAndNewOnesGetFreshIds() {
    imported(Dumps.bytes("plain.json"), "");

    String ada = client.login("ada", PASSWORD).access();
    assertThat(client.get("/auth/me/", ada).json().get("id").longValue()).isEqualTo(41);
    String boss = client.login("Boss", PASSWORD).access();
    assertThat(client.get("/api/users/", boss).json()).hasSize(6);
    Answer created =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", "new", "email", "n@example.com", "password", PASSWORD));
    assertThat(created.json().get("id").longValue()).isGreaterThan(44);
  }

  @ParameterizedTest
  @CsvSource({"plain.json, natural.json", "natural.json, lines.jsonl", "lines.jsonl, plain.json"})
  void importingAgainChangesNothing(String first, String second) {
    imported(Dumps.compressed(Dumps.bytes(first)), "");
    List<String> before = tables();

    JsonNode again = imported(Dumps.bytes(second), "?existing=update");

    assertThat(again.get("state").textValue()).as("%s", again).isEqualTo("finished");
    assertThat(again.at("/users/unchanged").intValue()).isEqualTo(5);
    assertThat(again.at("/users/added").intValue()).isZero();
    assertThat(again.at("/users/updated").intValue()).isZero();
    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void aDryRunTellsAllAndWritesNothing() {
    String dump =
        Dumps.user(51, "carol", "hunter2hunter2", "")
            + Dumps.user(52, "Dave", "!", "")
            + Dumps.user(53, "dave", "!", "\"email\": \"\"")
            + Dumps.user(54, "erin", "!", "\"date_joined\": \"never\"")
            + Dumps.user(55, TestSettings.SUPERUSER_NAME.toUpperCase(Locale.ROOT), "!", "")
            + Dumps.user(56, "frank", "!", "\"first_name\": \"" + "x".repeat(151) + "\"");
    List<String> before = tables();

    JsonNode report = imported(utf8(dump), "?dry-run=true");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(report.at("/users/added").intValue()).isEqualTo(1);
    assertThat(report.at("/users/left_out").intValue()).isEqualTo(5);
    assertThat(findings(report))
        .containsExactlyInAnyOrder(
            "raw_password 51", "case_collision 53", "bad_date 54", "name_taken 55", "too_long 56");
    assertThat(report.toString()).doesNotContain("hunter2");
    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void badRowsRefuseTheWholeUnlessLenient() {
    byte[] dump =
        utf8(Dumps.user(51, "carol", "hunter2hunter2", "") + Dumps.user(52, "dave", "!", ""));

    JsonNode strict = imported(dump, "");
    assertThat(strict.get("state").textValue()).isEqualTo("refused");
    assertThat(usernames()).isEmpty();

    JsonNode lenient = imported(dump, "?lenient=true");
    assertThat(lenient.get("state").textValue()).isEqualTo("finished");
    assertThat(lenient.at("/users/left_out").intValue()).isEqualTo(1);
    assertThat(findings(lenient)).containsExactly("raw_password 51");
    assertThat(usernames()).containsExactly("dave");

    JsonNode unusable = imported(dump, "?raw-passwords=unusable");
    assertThat(unusable.get("state").textValue()).isEqualTo("finished");
    assertThat(stack.select("select password from users_user where id = 51")).containsExactly("!");
  }

  @Test
  void changedRowsAreKeptOrUpdatedAndTheCacheForgotten() {
    imported(Dumps.bytes("plain.json"), "");
    String boss = client.login("Boss", PASSWORD).access();
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue()).isEmpty();
    String changed =
        new String(Dumps.bytes("plain.json"), StandardCharsets.UTF_8)
            .replaceFirst("\"last_name\": \"\"", "\"last_name\": \"Changed\"");

    JsonNode kept = imported(utf8(changed), "");
    // Logging in wrote Boss's last_login and a stronger hash as well.
    assertThat(kept.at("/users/kept").intValue()).isEqualTo(1);
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue()).isEmpty();

    JsonNode updated = imported(utf8(changed), "?existing=update");
    assertThat(updated.at("/users/updated").intValue()).isEqualTo(1);
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue())
        .isEqualTo("Changed");
  }

  @Test
  void aPasswordOrDeactivationThatIsImportedEndsSessions() {
    imported(Dumps.bytes("plain.json"), "");
    String ada = client.login("ada", PASSWORD).access();
    String boss = client.login("Boss", PASSWORD).access();
    String changed =
        new String(Dumps.bytes("plain.json"), StandardCharsets.UTF_8)
            .replaceFirst("(?s)(\"pk\": 41.*?\"password\": \"[^\"]*)=", "$1A")
            .replaceFirst("(?s)(\"pk\": 7.*?\"is_active\": )true", "$1false");

    JsonNode updated = imported(utf8(changed), "?existing=update");

    assertThat(updated.at("/users/updated").intValue()).as("%s", updated).isEqualTo(2);
    assertThat(client.get("/auth/me/", ada).status()).isEqualTo(401);
    assertThat(client.get("/auth/me/", boss).status()).isEqualTo(401);
  }

  @Test
  void aTakenIdIsAConflict() {
    stack.insertUsers("local", 1);
    String id = stack.select("select id from users_user where username = 'local1'").get(0);

    JsonNode report = imported(utf8(Dumps.user(Long.parseLong(id), "ada", "!", "")), "");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(findings(report)).containsExactly("id_taken " + id);
  }

  @Test
  void aPortionTheDatabaseRefusesIsRolledBackAndItsOtherRowsWritten() {
    stack.execute(
        "create or replace function refuse() returns trigger language plpgsql as"
            + " 'begin raise exception ''no''; end';"
            + "create trigger refuse before insert on users_user for each row"
            + " when (new.username = 'user0000003') execute function refuse()");

    JsonNode report = imported(users(1, 600), "?lenient=true");

    assertThat(report.get("state").textValue()).isEqualTo("finished");
    assertThat(report.at("/users/added").intValue()).isEqualTo(599);
    assertThat(report.at("/users/left_out").intValue()).isEqualTo(1);
    assertThat(findings(report)).containsExactly("refused_by_server 1003");
    assertThat(usernames()).hasSize(599).doesNotContain("user0000003");
  }

  @Test
  void anImportWhoseServerDiedIsTakenUpAgain() throws IOException {
    stack.execute(
        "create or replace function refuse() returns trigger language plpgsql as"
            + " 'begin perform pg_sleep(0.002); return new; end';"
            + "create trigger refuse before insert on users_user for each row"
            + " execute function refuse()");
    Files.write(directory.resolve("big.json"), users(1, 8000));
    String id = started(new byte[0], "?file=big.json");
    await().atMost(PATIENCE).until(() -> usernames().size() >= 1000);

    stack.keycloak().kill();
    int survived = usernames().size();
    assertThat(survived).isBetween(1000, 7999);
    assertThat(survived % 500).as("whole portions alone").isZero();
    stack.execute("drop trigger refuse on users_user");
    stack.keycloak().start();
    admin = client.masterAdminToken();
    await().atMost(PATIENCE).until(() -> status(id).get("state").textValue().equals("interrupted"));

    JsonNode rest = imported(new byte[0], "?file=big.json");

    assertThat(rest.get("state").textValue()).as("%s", rest).isEqualTo("finished");
    assertThat(rest.at("/users/unchanged").intValue()).isEqualTo(survived);
    assertThat(rest.at("/users/added").intValue()).isEqualTo(8000 - survived);
    assertThat(usernames()).hasSize(8000);
    assertThat(status(id).get("state").textValue()).isEqualTo("interrupted");
  }

  /** With {@code -Dimport.users=200000} as many: then it is a measurement. */
  @Test
  void movesManyUsersAndTellsHowFast() throws IOException {
    int number = Integer.getInteger("import.users", 5000);
    Files.write(directory.resolve("many.json"), users(1, number));

    long start = System.nanoTime();
    JsonNode report = imported(new byte[0], "?file=many.json");
    double seconds = (System.nanoTime() - start) / 1e9;

    System.out.printf(
        "import: %d users checked and written in %.1f s, %.0f/s%n",
        number, seconds, number / seconds);
    assertThat(report.get("state").textValue()).as("%s", report).isEqualTo("finished");
    assertThat(stack.select("select count(*) from users_user where id > 1000"))
        .containsExactly(Integer.toString(number));
  }

  @Test
  void oneRunsAtATimeAndCanBeCancelled() {
    stack.execute(
        "create or replace function refuse() returns trigger language plpgsql as"
            + " 'begin perform pg_sleep(0.002); return new; end';"
            + "create trigger refuse before insert on users_user for each row"
            + " execute function refuse()");
    String id = started(users(1, 5000), "");
    await()
        .atMost(PATIENCE)
        .until(() -> status(id).at("/progress/phase").textValue().equals("writing"));

    Answer second = client.upload(IMPORT, admin, users(1, 10));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("id").textValue()).isEqualTo(id);
    assertThat(status(id).at("/progress/total").intValue()).isEqualTo(5000);

    assertThat(client.send("DELETE", IMPORT + "/" + id, admin, Map.of()).status()).isEqualTo(202);
    JsonNode ended = awaited(id);
    assertThat(ended.get("state").textValue()).isEqualTo("cancelled");
    assertThat(client.send("DELETE", IMPORT + "/" + id, admin, Map.of()).status()).isEqualTo(409);
    assertThat(usernames().size()).isLessThan(5000);
    assertThat(client.get(IMPORT, admin).json().get(0).get("id").textValue()).isEqualTo(id);
  }

  @Test
  void applicationsBecomeClients() {
    JsonNode report = imported(Dumps.bytes("plain.json"), "?access-token-lifespan=1800");
    assertThat(report.at("/clients/added").intValue()).as("%s", report).isEqualTo(4);
    JsonNode web = client("web");
    assertThat(web.get("redirectUris")).hasSize(2);
    assertThat(web.get("consentRequired").booleanValue()).isTrue();
    assertThat(web.at("/attributes/access.token.lifespan").textValue()).isEqualTo("1800");
    assertThat(client("spa").get("publicClient").booleanValue()).isTrue();
    assertThat(client("spa").get("consentRequired").booleanValue()).isFalse();
    JsonNode worker = client("worker");
    assertThat(worker.get("serviceAccountsEnabled").booleanValue()).isTrue();
    assertThat(worker.get("clientAuthenticatorType").textValue())
        .isEqualTo("auth-service-django-secret");
    assertThat(worker.at("/attributes/auth-service.django.secret").textValue())
        .startsWith("pbkdf2_sha256$");

    Answer own =
        client.form(
            "/o/token/",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "worker",
                "client_secret",
                "worker-secret"));
    assertThat(own.status()).as("its hash is all that is known: %s", own).isEqualTo(200);

    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "password");
    form.put("client_id", "legacy");
    form.put("client_secret", "legacy-secret");
    form.put("username", "ada");
    form.put("password", PASSWORD);
    Answer tokens = client.form("/o/token/", form);
    assertThat(tokens.status()).as("%s", tokens).isEqualTo(200);
    assertThat(tokens.json().get("expires_in").intValue()).isEqualTo(1800);
    assertThat(tokens.json().get("scope").textValue()).isEqualTo("read write");

    JsonNode again = imported(Dumps.bytes("plain.json"), "");
    assertThat(again.at("/clients/existing").intValue()).isEqualTo(4);
    assertThat(again.at("/clients/added").intValue()).isZero();
  }

  @Test
  void onlyRealmAdministratorsImport() {
    imported(Dumps.bytes("plain.json"), "");
    byte[] dump = utf8(Dumps.user(60, "mallory", "!", "\"is_superuser\": true"));

    assertThat(client.upload(IMPORT, "", dump).status()).isEqualTo(401);
    for (String[] refused : new String[][] {{"ada", "user"}, {"Éva", "staff"}}) {
      Answer answer = client.upload(IMPORT, adminCliToken(refused[0], PASSWORD), dump);
      assertThat(answer.status()).as(refused[1]).isEqualTo(403);
      assertThat(answer.body())
          .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
      assertThat(client.get(IMPORT, adminCliToken(refused[0], PASSWORD)).status()).isEqualTo(403);
    }
    assertThat(client.upload(IMPORT, managerOfTheRealm(), dump).status()).isEqualTo(403);
    assertThat(usernames()).doesNotContain("mallory");

    String boss = adminCliToken("Boss", PASSWORD);
    Answer accepted = client.upload(IMPORT, boss, dump);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    awaited(accepted.json().get("id").textValue());
    assertThat(usernames()).contains("mallory");
    Answer service = client.get(IMPORT, serviceAccount("importer", "realm-admin"));
    assertThat(service.status()).as("%s", service).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?existing=replace|{\"existing\":[\"\\\"replace\\\" is not a valid choice.\"]}",
        "?dry-run=1|{\"dry-run\":[\"Must be a valid boolean.\"]}",
        "?access-token-lifespan=-1|{\"access-token-lifespan\":[\"A valid number of seconds is"
            + " required.\"]}",
        "?user-model=x|{\"user-model\":[\"Enter <app label>.<model name>.\"]}",
        "?file=nothing.json|{\"file\":[\"There is no such file in the import directory.\"]}",
        "?file=..%2Fimport.log|{\"file\":[\"There is no such file in the import directory.\"]}",
      })
  void refusesParametersItCannotUse(String query, String body) {
    Answer answer = client.upload(IMPORT + query, admin, utf8("[]"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void refusesABodyThatIsNoDump() {
    assertThat(client.upload(IMPORT, admin, new byte[0]).status()).isEqualTo(400);
    JsonNode report = imported(utf8("[{\"model\": \"users.user\", \"pk\": 5"), "");
    assertThat(report.get("state").textValue()).isEqualTo("failed");
    assertThat(report.get("failure").textValue()).startsWith("The file is no dump of Django's");
    assertThat(client.get(IMPORT + "/00000000-0000-0000-0000-000000000000", admin).status())
        .isEqualTo(404);
  }

  @Test
  void anImportIsOneAdminEventWithoutNames() {
    imported(Dumps.bytes("plain.json"), "");

    JsonNode events =
        client.admin("/admin-events?resourcePath=auth-service/import/*&max=1", admin).json();

    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("resourceType").textValue()).isEqualTo("AUTH_SERVICE_IMPORT");
    assertThat(events.get(0).get("resourcePath").textValue()).endsWith("/finished");
    assertThat(events.get(0).get("representation").textValue())
        .contains("\"left_out\":0")
        .doesNotContain("ada", "Boss");
  }

  private JsonNode imported(byte[] dump, String query) {
    return awaited(started(dump, query));
  }

  private String started(byte[] dump, String query) {
    Answer answer = client.upload(IMPORT + query, admin, dump);
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.json().get("id").textValue();
  }

  private JsonNode awaited(String id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !UNDER_WAY.contains(status(id).get("state").textValue()));
    return status(id);
  }

  private JsonNode status(String id) {
    Answer answer = client.get(IMPORT + "/" + id, admin);
    if (answer.status() == 401) {
      admin = client.masterAdminToken();
      return client.get(IMPORT + "/" + id, admin).json();
    }
    return answer.json();
  }

  private static Set<String> findings(JsonNode report) {
    return StreamSupport.stream(report.at("/problems/listed").spliterator(), false)
        .filter(finding -> finding.get("severity").textValue().equals("error"))
        .map(finding -> finding.get("reason").textValue() + " " + finding.get("id").textValue())
        .collect(Collectors.toSet());
  }

  private List<String> usernames() {
    return stack.select(
        "select username from users_user where username <> '"
            + TestSettings.SUPERUSER_NAME
            + "' order by id");
  }

  /** All that an import writes, but for the superuser whose login may be recorded meanwhile. */
  private List<String> tables() {
    return Stream.of(
            "select * from users_user where username <> 'root' order by id",
            "select user_id, group_id from users_user_groups order by 1, 2",
            "select user_id, permission_id from users_user_user_permissions order by 1, 2",
            "select * from auth_group order by id",
            "select group_id, permission_id from auth_group_permissions order by 1, 2",
            "select * from auth_permission order by id",
            "select * from django_content_type order by id")
        .flatMap(sql -> stack.select(sql).stream())
        .toList();
  }

  /** Null if there is none. */
  private @Nullable JsonNode client(String clientId) {
    return client.admin("/clients?clientId=" + clientId, admin).json().get(0);
  }

  private String adminCliToken(String username, String password) {
    Answer answer =
        client.form(
            "/realms/auth-service/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                username,
                "password",
                password));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json().get("access_token").textValue();
  }

  /** Whoever manages the realm's settings may still not make superusers. */
  private String managerOfTheRealm() {
    return serviceAccount("settings-manager", "manage-realm");
  }

  private String serviceAccount(String clientId, String role) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("clientId", clientId);
    fields.put("secret", "service-secret");
    fields.put("serviceAccountsEnabled", true);
    fields.put("standardFlowEnabled", false);
    String base = "/admin/realms/auth-service";
    assertThat(client.send("POST", base + "/clients", admin, fields).status()).isEqualTo(201);
    String id = client(clientId).get("id").textValue();
    String user =
        client
            .admin("/clients/" + id + "/service-account-user", admin)
            .json()
            .get("id")
            .textValue();
    String management = client("realm-management").get("id").textValue();
    JsonNode wanted = client.admin("/clients/" + management + "/roles/" + role, admin).json();
    Answer mapped =
        client.upload(
            base + "/users/" + user + "/role-mappings/clients/" + management,
            admin,
            utf8("[" + wanted + "]"));
    assertThat(mapped.status()).as("%s", mapped).isEqualTo(204);
    return client
        .form(
            "/realms/auth-service/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                "service-secret"))
        .json()
        .get("access_token")
        .textValue();
  }

  private static byte[] users(int first, int last) {
    return utf8(
        IntStream.rangeClosed(first, last)
            .mapToObj(n -> Dumps.user(1000 + n, "user%07d".formatted(n), HASH, ""))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
