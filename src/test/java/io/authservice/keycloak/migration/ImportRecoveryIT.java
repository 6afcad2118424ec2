package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an import that is stopped, refused or joined by others half-way. */
@Tag("resilience")
@WithPostgresKeycloak
class ImportRecoveryIT {

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final ImportCalls calls;

  ImportRecoveryIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
    this.calls = new ImportCalls(stack);
  }

  @BeforeEach
  void empty() {
    calls.empty();
  }

  @Test
  void aPortionTheDatabaseRefusesIsRolledBackAndItsOtherRowsWritten() throws IOException {
    calls.refuseInsertsOf("user0000003");

    JsonNode report = calls.imported(ImportCalls.users(1, 600), "?lenient=true");

    assertThat(report.get("state").textValue()).isEqualTo("finished");
    assertThat(report.at("/users/added").intValue()).isEqualTo(599);
    assertThat(report.at("/users/left_out").intValue()).isEqualTo(1);
    assertThat(ImportCalls.errors(report)).containsExactly("refused_by_server 1003");
    assertThat(calls.usernames()).hasSize(599).doesNotContain("user0000003");
    assertThat(Files.readString(stack.keycloak().log()))
        .contains("A portion of an import was refused")
        .doesNotContain("user0000003", "pbkdf2_sha256$");
  }

  @Test
  void anImportWhoseServerDiedIsTakenUpAgain() throws IOException {
    calls.delayInserts();
    Files.write(calls.directory().resolve("big.json"), ImportCalls.users(1, 8000));
    String id = calls.started(new byte[0], "?file=big.json");
    await().atMost(ImportCalls.PATIENCE).until(() -> calls.usernames().size() >= 1000);

    stack.keycloak().kill();
    int survived = calls.usernames().size();
    assertThat(survived).isBetween(1000, 7999);
    assertThat(survived % 500).as("whole portions alone").isZero();
    calls.letInserts();
    stack.keycloak().start();
    // The first login takes a server that has just started, on a busy machine, its time-out.
    await()
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .atMost(ImportCalls.PATIENCE)
        .until(() -> calls.status(id).get("state").textValue().equals("interrupted"));

    JsonNode rest = calls.imported(new byte[0], "?file=big.json");

    assertThat(rest.get("state").textValue()).as("%s", rest).isEqualTo("finished");
    assertThat(rest.at("/users/unchanged").intValue()).isEqualTo(survived);
    assertThat(rest.at("/users/added").intValue()).isEqualTo(8000 - survived);
    assertThat(calls.usernames()).hasSize(8000);
    assertThat(calls.status(id).get("state").textValue()).isEqualTo("interrupted");
  }

  @Test
  void oneRunsAtATimeAndCanBeCancelled() {
    calls.delayInserts();
    String id = calls.started(ImportCalls.users(1, 5000), "");
    await()
        .atMost(ImportCalls.PATIENCE)
        .until(() -> calls.status(id).at("/progress/phase").textValue().equals("writing"));

    Answer second = client.upload(ImportCalls.PATH, calls.admin(), ImportCalls.users(1, 10));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("code").textValue()).isEqualTo("running");
    assertThat(second.json().get("id").textValue()).isEqualTo(id);
    assertThat(calls.status(id).at("/progress/total").intValue()).isEqualTo(5000);

    assertThat(client.send("DELETE", ImportCalls.PATH + "/" + id, calls.admin(), Map.of()).status())
        .isEqualTo(202);
    JsonNode ended = calls.awaited(id);
    assertThat(ended.get("state").textValue()).isEqualTo("cancelled");
    Answer late = client.send("DELETE", ImportCalls.PATH + "/" + id, calls.admin(), Map.of());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).isEqualTo("{\"detail\":\"The import has ended.\",\"code\":\"ended\"}");
    assertThat(calls.usernames().size()).isLessThan(5000);
    assertThat(client.get(ImportCalls.PATH, calls.admin()).json().get(0).get("id").textValue())
        .isEqualTo(id);
  }

  @Test
  void aDatabaseOutageEndsAnImportThatGoesOnAfterwards() throws IOException {
    calls.delayInserts();
    Files.write(calls.directory().resolve("outage.json"), ImportCalls.users(1, 8000));
    String id = calls.started(new byte[0], "?file=outage.json");
    await().atMost(ImportCalls.PATIENCE).until(() -> calls.usernames().size() >= 1000);

    stack.postgres().crash();
    stack.postgres().start();
    JsonNode ended = calls.awaited(id);
    int survived = calls.usernames().size();
    calls.letInserts();

    assertThat(ended.get("state").textValue()).as("%s", ended).isEqualTo("failed");
    assertThat(ended.get("failure").textValue())
        .isEqualTo("The database does not answer. Start the import again to go on.");
    assertThat(ended.at("/users/added").intValue()).isEqualTo(survived);
    assertThat(survived).isBetween(1000, 7999);
    JsonNode rest = calls.imported(new byte[0], "?file=outage.json");
    assertThat(rest.get("state").textValue()).as("%s", rest).isEqualTo("finished");
    assertThat(rest.at("/users/unchanged").intValue()).isEqualTo(survived);
    assertThat(calls.usernames()).hasSize(8000);
  }

  @Test
  void whoRegistersMeanwhileGetsAnIdAboveAllOfTheSource() {
    calls.delayInserts();
    String id = calls.started(ImportCalls.users(1, 4000), "");
    await()
        .atMost(ImportCalls.PATIENCE)
        .until(() -> calls.status(id).at("/progress/phase").textValue().equals("writing"));

    Answer created =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", "new", "email", "n@example.com", "password", Dumps.PASSWORD));

    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.json().get("id").longValue()).isGreaterThan(5000);
    JsonNode ended = calls.awaited(id);
    assertThat(ended.get("state").textValue()).as("%s", ended).isEqualTo("finished");
    assertThat(ended.at("/users/added").intValue()).isEqualTo(4000);
  }
}
