package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import of Django's dumps into a server on PostgreSQL. */
@WithPostgresKeycloak
class ImportIT {

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final ImportCalls calls;

  ImportIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
    this.calls = new ImportCalls(stack);
  }

  @BeforeEach
  void empty() {
    calls.empty();
  }

  @Test
  void movesADjangoServiceWithItsIdsHashesFlagsAndDates() {
    JsonNode done = calls.imported(Dumps.bytes("plain.json"), "");

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
  void countsTheUsersItWroteAndNoneOfATrial() {
    double added = imported("added");
    double unchanged = imported("unchanged");

    calls.imported(Dumps.bytes("plain.json"), "?dry-run=true");
    assertThat(imported("added") - added).isZero();

    calls.imported(Dumps.bytes("plain.json"), "");
    assertThat(imported("added") - added).isEqualTo(5);
    assertThat(imported("unchanged") - unchanged).isZero();

    calls.imported(Dumps.bytes("plain.json"), "");
    assertThat(imported("added") - added).isEqualTo(5);
    assertThat(imported("unchanged") - unchanged).isEqualTo(5);
  }

  private double imported(String outcome) {
    return stack.metrics().value("auth_service_imported_users_total", Map.of("outcome", outcome));
  }

  @Test
  void importedUsersLogInAndNewOnesGetFreshIds() {
    calls.imported(Dumps.bytes("plain.json"), "");

    String ada = client.login("ada", Dumps.PASSWORD).access();
    assertThat(client.get("/auth/me/", ada).json().get("id").longValue()).isEqualTo(41);
    String boss = client.login("Boss", Dumps.PASSWORD).access();
    assertThat(client.get("/api/users/", boss).json()).hasSize(6);
    Answer created =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", "new", "email", "n@example.com", "password", Dumps.PASSWORD));
    assertThat(created.json().get("id").longValue()).isGreaterThan(44);
  }

  @ParameterizedTest
  @CsvSource({"plain.json, natural.json", "natural.json, lines.jsonl", "lines.jsonl, plain.json"})
  void importingAgainChangesNothing(String first, String second) {
    calls.imported(Dumps.compressed(Dumps.bytes(first)), "");
    List<String> before = calls.tables();

    JsonNode again = calls.imported(Dumps.bytes(second), "?existing=update");

    assertThat(again.get("state").textValue()).as("%s", again).isEqualTo("finished");
    assertThat(again.at("/users/unchanged").intValue()).isEqualTo(5);
    assertThat(again.at("/users/added").intValue()).isZero();
    assertThat(again.at("/users/updated").intValue()).isZero();
    assertThat(calls.tables()).isEqualTo(before);
  }

  @Test
  void changedRowsAreKeptOrUpdatedAndTheCacheForgotten() {
    calls.imported(Dumps.bytes("plain.json"), "");
    String boss = client.login("Boss", Dumps.PASSWORD).access();
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue()).isEmpty();
    String changed =
        new String(Dumps.bytes("plain.json"), StandardCharsets.UTF_8)
            .replaceFirst("\"last_name\": \"\"", "\"last_name\": \"Changed\"");

    JsonNode kept = calls.imported(ImportCalls.utf8(changed), "");
    // Logging in wrote Boss's last_login and a stronger hash as well.
    assertThat(kept.at("/users/kept").intValue()).isEqualTo(1);
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue()).isEmpty();

    JsonNode updated = calls.imported(ImportCalls.utf8(changed), "?existing=update");
    assertThat(updated.at("/users/updated").intValue()).isEqualTo(1);
    assertThat(client.get("/auth/me/", boss).json().get("last_name").textValue())
        .isEqualTo("Changed");
  }

  @Test
  void aPasswordOrDeactivationThatIsImportedEndsSessions() {
    calls.imported(Dumps.bytes("plain.json"), "");
    String ada = client.login("ada", Dumps.PASSWORD).access();
    String boss = client.login("Boss", Dumps.PASSWORD).access();
    String changed =
        new String(Dumps.bytes("plain.json"), StandardCharsets.UTF_8)
            .replaceFirst("(?s)(\"pk\": 41.*?\"password\": \"[^\"]*)=", "$1A")
            .replaceFirst("(?s)(\"pk\": 7.*?\"is_active\": )true", "$1false");

    JsonNode updated = calls.imported(ImportCalls.utf8(changed), "?existing=update");

    assertThat(updated.at("/users/updated").intValue()).as("%s", updated).isEqualTo(2);
    assertThat(client.get("/auth/me/", ada).status()).isEqualTo(401);
    assertThat(client.get("/auth/me/", boss).status()).isEqualTo(401);
  }

  @Test
  void applicationsBecomeClients() {
    JsonNode report = calls.imported(Dumps.bytes("plain.json"), "?access-token-lifespan=1800");
    assertThat(report.at("/clients/added").intValue()).as("%s", report).isEqualTo(4);
    JsonNode web = calls.client("web");
    assertThat(web.get("redirectUris")).hasSize(2);
    assertThat(web.get("consentRequired").booleanValue()).isTrue();
    assertThat(web.at("/attributes/access.token.lifespan").textValue()).isEqualTo("1800");
    assertThat(calls.client("spa").get("publicClient").booleanValue()).isTrue();
    assertThat(calls.client("spa").get("consentRequired").booleanValue()).isFalse();
    JsonNode worker = calls.client("worker");
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
    form.put("password", Dumps.PASSWORD);
    Answer tokens = client.form("/o/token/", form);
    assertThat(tokens.status()).as("%s", tokens).isEqualTo(200);
    assertThat(tokens.json().get("expires_in").intValue()).isEqualTo(1800);
    assertThat(tokens.json().get("scope").textValue()).isEqualTo("read write");

    JsonNode again = calls.imported(Dumps.bytes("plain.json"), "");
    assertThat(again.at("/clients/existing").intValue()).isEqualTo(4);
    assertThat(again.at("/clients/added").intValue()).isZero();
  }
}
