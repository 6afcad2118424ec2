package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may import, and what tells of it. */
@WithPostgresKeycloak
class ImportAccessIT {

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final ImportCalls calls;

  ImportAccessIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
    this.calls = new ImportCalls(stack);
  }

  @BeforeEach
  void empty() {
    calls.empty();
  }

  @Test
  void onlyRealmAdministratorsImport() {
    calls.imported(Dumps.bytes("plain.json"), "");
    byte[] dump = ImportCalls.utf8(Dumps.user(60, "mallory", "!", "\"is_superuser\": true"));

    assertThat(client.upload(ImportCalls.PATH, "", dump).status()).isEqualTo(401);
    for (String[] refused : new String[][] {{"ada", "user"}, {"Éva", "staff"}}) {
      Answer answer =
          client.upload(ImportCalls.PATH, adminCliToken(refused[0], Dumps.PASSWORD), dump);
      assertThat(answer.status()).as(refused[1]).isEqualTo(403);
      assertThat(answer.body())
          .isEqualTo(
              "{\"detail\":\"You do not have permission to perform this action.\","
                  + "\"code\":\"permission_denied\"}");
      assertThat(client.get(ImportCalls.PATH, adminCliToken(refused[0], Dumps.PASSWORD)).status())
          .isEqualTo(403);
    }
    assertThat(client.upload(ImportCalls.PATH, managerOfTheRealm(), dump).status()).isEqualTo(403);
    assertThat(calls.usernames()).doesNotContain("mallory");

    String boss = adminCliToken("Boss", Dumps.PASSWORD);
    Answer accepted = client.upload(ImportCalls.PATH, boss, dump);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    calls.awaited(accepted.json().get("id").textValue());
    assertThat(calls.usernames()).contains("mallory");
    Answer service = client.get(ImportCalls.PATH, serviceAccount("importer", "realm-admin"));
    assertThat(service.status()).as("%s", service).isEqualTo(200);
  }

  @Test
  void anImportIsOneAdminEventWithoutNames() {
    calls.imported(Dumps.bytes("plain.json"), "");

    JsonNode events =
        client
            .admin("/admin-events?resourcePath=auth-service/import/*&max=1", calls.admin())
            .json();

    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("resourceType").textValue()).isEqualTo("AUTH_SERVICE_IMPORT");
    assertThat(events.get(0).get("resourcePath").textValue()).endsWith("/finished");
    assertThat(events.get(0).get("representation").textValue())
        .contains("\"left_out\":0")
        .doesNotContain("ada", "Boss");
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
    assertThat(client.send("POST", base + "/clients", calls.admin(), fields).status())
        .isEqualTo(201);
    String id = calls.client(clientId).get("id").textValue();
    String user =
        client
            .admin("/clients/" + id + "/service-account-user", calls.admin())
            .json()
            .get("id")
            .textValue();
    String management = calls.client("realm-management").get("id").textValue();
    JsonNode wanted =
        client.admin("/clients/" + management + "/roles/" + role, calls.admin()).json();
    Answer mapped =
        client.upload(
            base + "/users/" + user + "/role-mappings/clients/" + management,
            calls.admin(),
            ImportCalls.utf8("[" + wanted + "]"));
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
}
