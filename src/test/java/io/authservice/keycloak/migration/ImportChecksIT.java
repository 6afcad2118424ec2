package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import refuses before it writes anything. */
@WithPostgresKeycloak
class ImportChecksIT {

  /** Ids that nobody had before on this server, and Keycloak keeps nothing under. */
  private static final int CAROL = 7_000_073;

  private static final int DAVE = 7_000_074;

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final ImportCalls calls;

  ImportChecksIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
    this.calls = new ImportCalls(stack);
  }

  @BeforeEach
  void empty() {
    calls.empty();
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
    List<String> before = calls.tables();

    JsonNode report = calls.imported(ImportCalls.utf8(dump), "?dry-run=true");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(report.at("/users/added").intValue()).isEqualTo(1);
    assertThat(report.at("/users/left_out").intValue()).isEqualTo(5);
    assertThat(ImportCalls.errors(report))
        .containsExactlyInAnyOrder(
            "raw_password 51", "case_collision 53", "bad_date 54", "name_taken 55", "too_long 56");
    assertThat(report.toString()).doesNotContain("hunter2");
    assertThat(calls.tables()).isEqualTo(before);
  }

  @Test
  void badRowsRefuseTheWholeUnlessLenient() {
    byte[] dump =
        ImportCalls.utf8(
            Dumps.user(51, "carol", "hunter2hunter2", "") + Dumps.user(52, "dave", "!", ""));

    JsonNode strict = calls.imported(dump, "");
    assertThat(strict.get("state").textValue()).isEqualTo("refused");
    assertThat(calls.usernames()).isEmpty();

    JsonNode lenient = calls.imported(dump, "?lenient=true");
    assertThat(lenient.get("state").textValue()).isEqualTo("finished");
    assertThat(lenient.at("/users/left_out").intValue()).isEqualTo(1);
    assertThat(ImportCalls.errors(lenient)).containsExactly("raw_password 51");
    assertThat(calls.usernames()).containsExactly("dave");

    JsonNode unusable = calls.imported(dump, "?raw-passwords=unusable");
    assertThat(unusable.get("state").textValue()).isEqualTo("finished");
    assertThat(stack.select("select password from users_user where id = 51")).containsExactly("!");
  }

  @Test
  void tellsWhomTheUserProfileWouldStopAtTheLogin() {
    JsonNode report =
        calls.imported(
            ImportCalls.utf8(
                Dumps.user(91, "carol ann", "!", "\"email\": \"\"")
                    + Dumps.user(92, "dave", "!", "")),
            "");

    assertThat(report.get("state").textValue()).isEqualTo("finished");
    assertThat(report.at("/problems/by_reason/refused_by_profile").intValue()).isEqualTo(1);
    assertThat(report.at("/problems/listed").toString())
        .contains("The realm's user profile refuses username: the first login asks for another");
    assertThat(calls.usernames()).containsExactly("carol ann", "dave");
  }

  @Test
  void aTakenIdIsAConflict() {
    stack.insertUsers("local", 1);
    String id = stack.select("select id from users_user where username = 'local1'").get(0);

    JsonNode report =
        calls.imported(ImportCalls.utf8(Dumps.user(Long.parseLong(id), "ada", "!", "")), "");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(ImportCalls.errors(report)).containsExactly("id_taken " + id);
  }

  @Test
  void aNameThatKeycloakItselfKeepsIsAConflict() {
    send(
        "/partialImport",
        200,
        Map.of(
            "ifResourceExists",
            "SKIP",
            "users",
            List.of(Map.of("username", "native", "enabled", true))));
    send("/clients", 201, Map.of("clientId", "machine", "serviceAccountsEnabled", true));
    byte[] dump =
        ImportCalls.utf8(
            Dumps.user(61, "Native", "!", "")
                + Dumps.user(62, "service-account-Machine", "!", "")
                + Dumps.user(63, "carol", "!", ""));
    List<String> before = calls.tables();

    JsonNode strict = calls.imported(dump, "");
    assertThat(strict.get("state").textValue()).isEqualTo("refused");
    assertThat(ImportCalls.errors(strict))
        .containsExactlyInAnyOrder("name_taken 61", "name_taken 62");
    assertThat(calls.tables()).isEqualTo(before);

    assertThat(ImportCalls.errors(calls.imported(dump, "?lenient=true"))).hasSize(2);
    assertThat(calls.usernames()).containsExactly("carol");
  }

  private void send(String path, int status, Map<String, Object> body) {
    Answer answer =
        client.send("POST", "/admin/realms/" + TestSettings.REALM + path, calls.admin(), body);
    assertThat(answer.status()).as("%s", answer).isIn(status, 409);
  }

  @Test
  void anEmailThatAnImportChangesIsNotVerified() {
    assertThat(
            calls
                .imported(
                    ImportCalls.utf8(
                        Dumps.user(71, "carol", "!", "") + Dumps.user(72, "dave", "!", "")),
                    "")
                .get("state")
                .textValue())
        .isEqualTo("finished");
    for (String name : List.of("carol", "dave")) {
      JsonNode user = user(name);
      Answer changed =
          client.send(
              "PUT",
              "/admin/realms/" + TestSettings.REALM + "/users/" + user.get("id").textValue(),
              calls.admin(),
              Map.of("emailVerified", true));
      assertThat(changed.status()).as("%s", changed).isEqualTo(204);
      assertThat(user(name).get("emailVerified").booleanValue()).isTrue();
    }

    calls.imported(
        ImportCalls.utf8(
            Dumps.user(71, "carol", "!", "\"email\": \"eve@example.com\"")
                + Dumps.user(72, "dave", "!", "\"first_name\": \"Dave\"")),
        "?existing=update");

    assertThat(user("carol").get("email").textValue()).isEqualTo("eve@example.com");
    assertThat(user("carol").get("emailVerified").booleanValue()).isFalse();
    assertThat(user("dave").get("emailVerified").booleanValue()).isTrue();
  }

  /** An earlier version noted only that some e-mail was verified. */
  @Test
  void theMarkOfAnEarlierVersionIsOfTheEmailItIsFirstSeenWith() {
    calls.imported(
        ImportCalls.utf8(Dumps.user(CAROL, "carol", "!", "") + Dumps.user(DAVE, "dave", "!", "")),
        "");
    stack.execute(
        "insert into fed_user_attribute (id, name, user_id, realm_id, storage_provider_id, value)"
            + " select 'legacy' || u.id, 'EMAIL_VERIFIED', 'f:' || c.id || ':' || u.id, r.id, c.id,"
            + " 'true' from users_user u, realm r, component c where u.username in ('carol', 'dave')"
            + " and r.name = '"
            + TestSettings.REALM
            + "' and c.realm_id = r.id and c.provider_id = 'auth-service-users'");

    assertThat(user("carol").get("emailVerified").booleanValue()).isTrue();
    client.admin("/users/" + user("carol").get("id").textValue(), calls.admin());
    calls.imported(
        ImportCalls.utf8(
            Dumps.user(CAROL, "carol", "!", "\"email\": \"eve@example.com\"")
                + Dumps.user(DAVE, "dave", "!", "\"email\": \"eve@example.com\"")),
        "?existing=update");

    assertThat(user("carol").get("emailVerified").booleanValue()).isFalse();
    assertThat(user("dave").get("emailVerified").booleanValue()).isFalse();
  }

  private JsonNode user(String name) {
    return client.admin("/users?exact=true&username=" + name, calls.admin()).json().get(0);
  }

  @Test
  void aRowBeyondMeasureIsAFindingAndTheServerGoesOn() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed, 1 << 16)) {
      gzip.write(
          ImportCalls.utf8("[{\"model\": \"users.user\", \"pk\": 5, \"fields\": {\"groups\": [1"));
      byte[] numbers = ImportCalls.utf8(",1".repeat(1 << 15));
      for (int i = 0; i < 150_000_000 >> 15; i++) {
        gzip.write(numbers);
      }
      gzip.write(ImportCalls.utf8("]}}]"));
    }
    assertThat(packed.size()).isLessThan(1 << 20);

    JsonNode report = calls.imported(packed.toByteArray(), "");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(ImportCalls.errors(report)).containsExactly("too_long 5");
    assertThat(client.get("/auth/me/", client.loginAsSuperuser().access()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?existing=replace|\"\\\"replace\\\" is not a valid choice.\"|invalid",
        "?dry-run=1|\"Must be a valid boolean.\"|invalid",
        "?access-token-lifespan=-1|\"A valid number of seconds is required.\"|invalid",
        "?user-model=x|\"Enter <app label>.<model name>.\"|invalid",
        "?file=nothing.json|\"There is no such file in the import directory.\"|does_not_exist",
        "?file=..%2Fimport.log|\"There is no such file in the import directory.\"|does_not_exist",
      })
  void refusesParametersItCannotUse(String query, String message, String code) {
    String option = query.substring(1, query.indexOf('='));
    byte[] body = ImportCalls.utf8(option.equals("file") ? "" : "[]");
    Answer answer = client.upload(ImportCalls.PATH + query, calls.admin(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"%1$s\":[%2$s],\"codes\":{\"%1$s\":[\"%3$s\"]}}".formatted(option, message, code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?dry_run=true|dry_run|There is no such parameter",
        "?dryrun|dryrun|There is no such parameter",
        "?DRY-RUN=true|DRY-RUN|There is no such parameter",
        "?dry-run=|dry-run|This parameter may not be blank.",
        "?dry-run|dry-run|This parameter may not be blank.",
        "?existing=%20|existing|This parameter may not be blank.",
        "?dry-run=true&dry-run=false|dry-run|This parameter may be there only once.",
        "?source=database&user-model=a.b|user-model|The source is the database",
      })
  void takesNobodyAtHalfTheirWord(String query, String parameter, String message) {
    byte[] dump = ImportCalls.utf8(Dumps.user(81, "carol", "!", ""));

    Answer answer = client.upload(ImportCalls.PATH + query, calls.admin(), dump);

    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.json().at("/" + parameter + "/0").textValue()).startsWith(message);
    assertThat(answer.json().at("/codes/" + parameter + "/0").textValue()).isEqualTo("invalid");
    assertThat(calls.usernames()).isEmpty();
  }

  @Test
  void takesOneSourceAtATime() throws IOException {
    Files.write(
        calls.directory().resolve("one.json"), ImportCalls.utf8(Dumps.user(82, "dave", "!", "")));

    for (String query : List.of("?file=one.json", "?source=database")) {
      Answer answer =
          client.upload(
              ImportCalls.PATH + query,
              calls.admin(),
              ImportCalls.utf8(Dumps.user(81, "carol", "!", "")));
      assertThat(answer.status()).as("%s", answer).isEqualTo(400);
      assertThat(answer.json().get("detail").textValue()).endsWith("not both.");
    }
    assertThat(calls.usernames()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"users\": []}|The file is no dump of Django's: the object at line 1, column 1 names no model",
        "[]|There are no users of the model auth.user or users.user",
        "username,password|The file is no dump of Django's: no valid JSON object at line 1",
      })
  void saysWhatAFileIsThatHasNothingToImport(String body, String failure) {
    JsonNode report = calls.imported(ImportCalls.utf8(body), "");

    assertThat(report.get("state").textValue()).isEqualTo("failed");
    assertThat(report.get("failure").textValue()).startsWith(failure);
  }

  @Test
  void namesTheUserModelOfADump() {
    byte[] dump =
        ImportCalls.utf8(
            Dumps.user(83, "erin", "!", "").replace("\"users.user\"", "\"shop.person\""));

    JsonNode report = calls.imported(dump, "");

    assertThat(report.get("state").textValue()).isEqualTo("failed");
    assertThat(report.get("failure").textValue()).contains("rows of shop.person");
    assertThat(calls.usernames()).isEmpty();
    calls.imported(dump, "?user-model=shop.person");
    assertThat(calls.usernames()).containsExactly("erin");
  }

  @Test
  void refusesABodyThatIsNoDump() {
    Answer empty = client.upload(ImportCalls.PATH, calls.admin(), new byte[0]);
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.json().get("code").textValue()).isEqualTo("invalid");
    JsonNode report =
        calls.imported(ImportCalls.utf8("[{\"model\": \"users.user\", \"pk\": 5"), "");
    assertThat(report.get("state").textValue()).isEqualTo("failed");
    assertThat(report.get("failure").textValue()).startsWith("The file is no dump of Django's");
    assertThat(
            client
                .get(ImportCalls.PATH + "/00000000-0000-0000-0000-000000000000", calls.admin())
                .status())
        .isEqualTo(404);
  }
}
