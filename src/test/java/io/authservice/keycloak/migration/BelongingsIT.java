package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.OneTimePassword;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Second factors, links and addresses of a Django service, moved with its users. */
@WithPostgresKeycloak
class BelongingsIT {

  /** RFC 6238's, of the first user's device. */
  private static final String KEY = "12345678901234567890";

  private static final String REALM = "/admin/realms/" + TestSettings.REALM;

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final ImportCalls calls;

  BelongingsIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
    this.calls = new ImportCalls(stack);
  }

  @BeforeEach
  void begin() {
    calls.empty();
    provider("google");
    provider("github");
  }

  /** What is kept of users who are gone must be of no concern to others. */
  @AfterEach
  void end() {
    calls.empty();
    for (String alias : List.of("google", "github")) {
      client.send(
          "DELETE", REALM + "/identity-provider/instances/" + alias, calls.admin(), Map.of());
    }
    client.send("POST", REALM + "/auth-service/remains", calls.admin(), Map.of());
  }

  private void provider(String alias) {
    Answer made =
        client.send(
            "POST",
            REALM + "/identity-provider/instances",
            calls.admin(),
            Map.of(
                "alias",
                alias,
                "providerId",
                alias,
                "enabled",
                true,
                "config",
                Map.of("clientId", "c", "clientSecret", "s")));
    assertThat(made.status()).as("%s", made).isEqualTo(201);
  }

  @Test
  void usersLogInWithTheFactorsTheyHad() {
    JsonNode done = calls.imported(Dumps.bytes("factors.json"), "");

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(3);
    assertThat(done.at("/belongings/recovery_codes/added").intValue()).isEqualTo(2);
    assertThat(done.at("/belongings/links/added").intValue()).isEqualTo(2);
    assertThat(done.at("/belongings/verified_emails/added").intValue()).isEqualTo(1);
    assertThat(login("fada", "").status()).as("no code").isEqualTo(401);
    Answer in = login("fada", OneTimePassword.code(KEY));
    assertThat(in.status()).as("%s", in).isEqualTo(200);
    assertThat(login("fcy", OneTimePassword.code(KEY)).status()).as("allauth's").isEqualTo(200);
    JsonNode ada = user(51);
    assertThat(ada.get("emailVerified").booleanValue()).isTrue();
    assertThat(user(52).get("emailVerified").booleanValue()).isFalse();
    assertThat(links(51)).isEqualTo("google 108000000000000000001");
    assertThat(links(52)).isEqualTo("github 4711");
  }

  private Answer login(String username, String code) {
    return client.send(
        "POST",
        "/api/token/",
        "",
        code.isEmpty()
            ? Map.of("username", username, "password", Dumps.PASSWORD)
            : Map.of("username", username, "password", Dumps.PASSWORD, "totp", code));
  }

  private JsonNode user(long id) {
    return client.admin("/users/" + keycloakId(id), calls.admin()).json();
  }

  private String links(long id) {
    JsonNode link =
        client
            .admin("/users/" + keycloakId(id) + "/federated-identity", calls.admin())
            .json()
            .get(0);
    return link.get("identityProvider").textValue() + " " + link.get("userId").textValue();
  }

  private static String keycloakId(long id) {
    return "f:auth-service-users-001:" + id;
  }

  @Test
  void importingAgainChangesNothing() {
    calls.imported(Dumps.bytes("factors.json"), "");
    List<String> before = kept();
    assertThat(before).isNotEmpty();

    JsonNode again = calls.imported(Dumps.bytes("factors.json"), "?existing=update");

    assertThat(again.get("state").textValue()).as("%s", again).isEqualTo("finished");
    for (String sort : List.of("one_time_passwords", "recovery_codes", "links")) {
      assertThat(again.at("/belongings/" + sort + "/added").intValue()).as(sort).isZero();
      assertThat(again.at("/belongings/" + sort + "/updated").intValue()).as(sort).isZero();
      assertThat(again.at("/belongings/" + sort + "/unchanged").intValue()).as(sort).isPositive();
    }
    assertThat(kept()).isEqualTo(before);
  }

  private List<String> kept() {
    return stack.select(
        "select user_id || type || coalesce(user_label, '') || secret_data || credential_data"
            + " from fed_user_credential where user_id like 'f:auth-service-users-001:5_'"
            + " union all select user_id || identity_provider || broker_user_id from broker_link"
            + " where user_id like 'f:auth-service-users-001:5_'"
            + " union all select user_id || name || value from fed_user_attribute"
            + " where user_id like 'f:auth-service-users-001:5_' order by 1");
  }

  @Test
  void aTrialAndARefusedImportWriteNothing() {
    String broken =
        new String(Dumps.bytes("factors.json"), StandardCharsets.UTF_8)
            .replace("aabbccddeeff00112233", "no-hex");

    JsonNode trial = calls.imported(Dumps.bytes("factors.json"), "?dry-run=true");
    assertThat(trial.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(3);
    JsonNode refused = calls.imported(ImportCalls.utf8(broken), "");

    assertThat(refused.get("state").textValue()).isEqualTo("refused");
    assertThat(ImportCalls.errors(refused)).containsExactly("unreadable 5");
    assertThat(refused.toString()).doesNotContain("no-hex", "3132333435", "abcdefgh");
    assertThat(kept()).isEmpty();
  }

  @Test
  void oneBrokenFactorLeavesTheOthersAlone() {
    String broken =
        new String(Dumps.bytes("factors.json"), StandardCharsets.UTF_8)
            .replace("aabbccddeeff00112233", "no-hex");

    JsonNode done = calls.imported(ImportCalls.utf8(broken), "?lenient=true");

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(2);
    assertThat(done.at("/belongings/one_time_passwords/left_out").intValue()).isEqualTo(3);
    assertThat(login("fbob", "").status()).as("without the factor").isEqualTo(200);
  }

  /** Somebody else may have the id here. */
  @Test
  void nobodyIsGivenTheFactorsOfAnother() {
    stack.execute(
        "insert into users_user (id, password, is_superuser, username, first_name, last_name,"
            + " email, is_staff, is_active, date_joined)"
            + " values (51, '!', false, 'another', '', '', '', false, true, now())");

    JsonNode done = calls.imported(Dumps.bytes("factors.json"), "?lenient=true");

    assertThat(ImportCalls.errors(done)).contains("id_taken 51");
    assertThat(kept()).noneMatch(row -> row.startsWith(keycloakId(51)));
  }

  @Test
  void whatWasMovedEndsWithTheUser() {
    calls.imported(Dumps.bytes("factors.json"), "");

    Answer gone =
        client.send("DELETE", REALM + "/users/" + keycloakId(51), calls.admin(), Map.of());

    assertThat(gone.status()).as("%s", gone).isEqualTo(204);
    assertThat(kept()).isNotEmpty().noneMatch(row -> row.startsWith(keycloakId(51)));
  }
}
