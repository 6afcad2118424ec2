package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a Django service to Keycloak, by the commands of {@code docs/bridge.md} and {@code
 * docs/migrate.md} as they are printed there: read from the pages, and typed in their order.
 */
@Tag("external")
@EnabledIf(
    value = "canRun",
    disabledReason = "no shell to type the pages' commands into: sh, sed, curl or jq is missing")
class MigrationPagesIT {

  private static final String PASSWORD = "of-the-pages";
  private static final String DATABASE = "django";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(sh|sql|json)\\n(.*?)^ *```$");

  private static final Pattern SETTINGS_OF_A_BRIDGE =
      Pattern.compile("Clear (`.*`) and (`\\w+`), and set \\*Cache policy\\* to `(\\w+)`");

  @TempDir private Path directory;

  private final Page bridge = Page.of("docs/bridge.md");
  private final Page guide = Page.of("docs/migrate.md");
  private final ServerHome home = BridgedKeycloak.home();

  static boolean canRun() {
    return Shell.has("curl", "jq");
  }

  @Test
  void moveAService() throws Exception {
    try (EmbeddedPostgresServer postgres =
        EmbeddedPostgresServer.start(Files.createDirectory(directory.resolve("postgres")))) {
      DjangoRows django = service(postgres);
      django.execute(prepared());
      try (KeycloakServer keycloak = start()) {
        TimedClient client = new TimedClient(keycloak.baseUrl());
        Typing typing = new Typing(keycloak.baseUrl(), postgres.jdbcUrl(DATABASE));

        typing.run(block(bridge, "kcadm.sh update"));
        assertReadOnly(client);

        typing.run(setting("editMode", "WRITABLE"));
        String id = assertWritable(client, django);

        assertReportAsPrinted(typing.run(block(guide, "base=https:")));
        assertAssessedAsPrinted(
            typing.run(block(guide, "assessment?source=database").replace("…", PASSWORD)),
            "database");
        assertAssessedAsPrinted(
            typing.run(
                block(guide, "assessment=").lines().findFirst().orElseThrow() + "\n",
                block(guide, "curl -s \"$assessment\"")),
            "dump");
        typing.run(block(bridge, "source=database&dry-run=true"), waiting());
        assertThat(typing.run(setting("editMode", "READ_ONLY"))).isNotNull();
        assertFinished(typing.run(block(bridge, "source=database&existing=update"), waiting()));
        typing.run(cleared());
        django.execute("drop table users_user cascade");

        assertThat(me(client, "new")).as("users go on").contains("\"id\":" + id + ",");
        assertFinished(typing.run(block(guide, "id=$(curl -s -X POST \"$import\" -H")));
        assertThat(client.login("carol", DjangoRows.PASSWORD).access()).isNotEmpty();
      }
    }
  }

  /** Django's tables, with a superuser and a user. */
  private DjangoRows service(EmbeddedPostgresServer postgres) throws SQLException {
    postgres.createDatabase(DATABASE);
    DjangoRows django = new DjangoRows(DATABASE, () -> postgres.connect(DATABASE));
    try (var connection = postgres.connect(DATABASE)) {
      DjangoSchemas.POSTGRESQL.create(connection);
    }
    django.user("boss", true);
    django.user("ada", false);
    return django;
  }

  /**
   * What the page says about PostgreSQL: its first block of SQL, the look at names, the indexes.
   */
  private String[] prepared() {
    return List.of("CREATE ROLE", "SELECT lower", "CREATE INDEX").stream()
        .map(start -> block(bridge, start).replace("…", PASSWORD))
        .flatMap(sql -> Arrays.stream(sql.replaceAll("(?m)^--.*$", "").split(";\\s*", -1)))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty())
        .toArray(String[]::new);
  }

  /** Without a first superuser, as the page asks. */
  private KeycloakServer start() throws IOException {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    Path vault = Files.createDirectory(directory.resolve("vault"));
    assertThat(bridge.text()).contains("`auth-service_django-db`");
    Files.writeString(vault.resolve("auth-service_django-db"), PASSWORD);
    return KeycloakServer.in(home)
        .h2(directory)
        .shortLived()
        .log(files.work().resolve("migration-pages.log"))
        .environment(
            Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD))
        .options(List.of("--vault-dir=" + vault))
        .start();
  }

  private static void assertReadOnly(TimedClient client) {
    String boss = client.login("boss", DjangoRows.PASSWORD).access();
    assertThat(create(client, boss).status()).isEqualTo(403);
  }

  /** The id of a user who was created here, and is there. */
  private static String assertWritable(TimedClient client, DjangoRows django) {
    String boss = client.login("boss", DjangoRows.PASSWORD).access();
    Answer created = create(client, boss);
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    String id = created.json().get("id").asText();
    assertThat(django.select("select id from users_user where username = 'new'"))
        .containsExactly(id);
    return id;
  }

  private static Answer create(TimedClient client, String token) {
    return client.send(
        "POST",
        "/api/users/",
        token,
        Map.of("username", "new", "email", "new@example.com", "password", DjangoRows.PASSWORD));
  }

  private static String me(TimedClient client, String name) {
    return client.get("/auth/me/", client.login(name, DjangoRows.PASSWORD).access()).body();
  }

  /** The members of the report, whatever their values. */
  private void assertReportAsPrinted(String output) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode printed = json.readTree(block(guide, "\"state\": \"refused\""));
    JsonNode answered = json.readTree(output.substring(output.indexOf("{\n")));
    for (String part : List.of("", "/options", "/progress", "/users", "/catalog", "/clients")) {
      assertThat(names(answered.at(part)))
          .as("%s of %s", part, answered)
          .containsAll(names(printed.at(part)));
    }
  }

  private void assertAssessedAsPrinted(String output, String source) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode printed = json.readTree(block(guide, "\"notices\""));
    JsonNode answered = json.readTree(output);
    assertThat(names(answered)).isEqualTo(names(printed));
    assertThat(answered.path("source").asText()).isEqualTo(source);
    assertThat(answered.path("complete").asBoolean()).isTrue();
    assertThat(answered.at("/users/rows").asLong()).isPositive();
    assertThat(names(answered.at("/passwords/0"))).isEqualTo(names(printed.at("/passwords/0")));
    if (source.equals("database")) {
      assertThat(names(answered.path("users"))).isEqualTo(names(printed.path("users")));
      assertThat(names(answered.at("/tables/0"))).isEqualTo(names(printed.at("/tables/0")));
    }
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertFinished(String output) {
    assertThat(output.strip()).contains("[\"finished\"").doesNotContain("\"failed\"");
  }

  /** The page's loop that waits for an import. */
  private String waiting() {
    String all = block(guide, "while state=");
    return all.substring(all.indexOf("while state="));
  }

  private static String setting(String name, String value) {
    return "kcadm.sh update components/auth-service-users-001 -r auth-service -s 'config.%s=[\"%s\"]'\n"
        .formatted(name, value);
  }

  /** The third point of the last step. */
  private String cleared() {
    var found = SETTINGS_OF_A_BRIDGE.matcher(bridge.text()).results().findFirst().orElseThrow();
    return "kcadm.sh update components/auth-service-users-001 -r auth-service"
        + Page.coded(found.group(1) + found.group(2)).stream()
            .map(" -s 'config.%s=[]'"::formatted)
            .collect(Collectors.joining())
        + " -s 'config.cachePolicy=[\"%s\"]'\n".formatted(found.group(3));
  }

  /** The first block of the page that has these words. */
  private static String block(Page page, String words) {
    return BLOCK
        .matcher(page.text())
        .results()
        .map(found -> found.group(2).stripIndent())
        .filter(text -> text.contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the page has no block with " + words));
  }

  /** One after the other into one shell, whose variables and functions stay. */
  private final class Typing {

    private final String baseUrl;
    private final String jdbcUrl;
    private String before = "set -e\n";

    Typing(String baseUrl, String jdbcUrl) throws IOException {
      this.baseUrl = baseUrl;
      this.jdbcUrl = jdbcUrl;
      Files.write(directory.resolve("dump.json.gz"), Dumps.compressed(dump()));
    }

    /** What is printed there but did not come with Django's tables. */
    private byte[] dump() {
      return ("[" + Dumps.user(4711, "carol", DjangoRows.encoded(DjangoRows.PASSWORD), "") + "]")
          .getBytes(StandardCharsets.UTF_8);
    }

    /** What the commands said. */
    String run(String... commands) throws IOException, InterruptedException {
      Shell.Outcome outcome =
          new Shell(directory, environment())
              .run(before + String.join("", typed(commands)), directory);
      assertThat(outcome.status()).as(outcome.output()).isZero();
      before += definitions(commands);
      return outcome.output();
    }

    private String[] typed(String... commands) {
      return Arrays.stream(commands).map(this::addressed).toArray(String[]::new);
    }

    private String addressed(String commands) {
      return commands
          .replace("https://auth.example.com", baseUrl)
          .replace("jdbc:postgresql://db.example.com:5432/django", jdbcUrl);
    }

    /** The page sets addresses and a function once. */
    private String definitions(String... commands) {
      String all = addressed(String.join("", commands));
      int end = all.indexOf("\n}\n");
      return end < 0 ? "" : all.substring(0, end + 3);
    }

    private Map<String, String> environment() {
      return Map.of(
          "PATH",
          home.directory().resolve("bin") + ":" + System.getenv("PATH"),
          "KC_OPTS",
          Shell.kcadmOptions(directory),
          "KC_CLI_PASSWORD",
          PASSWORD,
          "PASSWORD",
          PASSWORD);
    }
  }
}
