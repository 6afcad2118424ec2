package io.authservice.keycloak.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.Dumps;
import io.authservice.keycloak.postgres.ApiClient.Answer;
import io.authservice.keycloak.server.TestSettings;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import refuses before it writes anything. */
@WithPostgresKeycloak
class ImportChecksIT {

  private final PostgresKeycloak stack;
  private final ApiClient client;
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
  void aTakenIdIsAConflict() {
    stack.insertUsers("local", 1);
    String id = stack.select("select id from users_user where username = 'local1'").get(0);

    JsonNode report =
        calls.imported(ImportCalls.utf8(Dumps.user(Long.parseLong(id), "ada", "!", "")), "");

    assertThat(report.get("state").textValue()).isEqualTo("refused");
    assertThat(ImportCalls.errors(report)).containsExactly("id_taken " + id);
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
    Answer answer = client.upload(ImportCalls.PATH + query, calls.admin(), ImportCalls.utf8("[]"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void refusesABodyThatIsNoDump() {
    assertThat(client.upload(ImportCalls.PATH, calls.admin(), new byte[0]).status()).isEqualTo(400);
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
