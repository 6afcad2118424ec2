package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Detaching from a database that a real Django wrote: {@code -Ddjango.python=/usr/bin/python3}
 * names an interpreter that has Django. Without it the test is skipped, before a server is started.
 */
@Tag("external")
class DetachFromDjangoIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String DATABASE = "django";

  private String python;

  @BeforeEach
  void findPython() {
    python = System.getProperty("django.python", "");
    DjangoProject.require(python, "psycopg2");
  }

  /** Users by each of its hashers. */
  @Test
  void movesWhatARealDjangoWrote() {
    try (PostgresKeycloak stack =
        PostgresKeycloak.start(
            "detach-django", List.of(OPTION + "me-permissions=true", OPTION + "me-groups=true"))) {
      stack.postgres().createDatabase(DATABASE);
      String password = "pässwörd-Ünïcode-1";
      List<String> names = written(stack, password);
      ImportCalls calls = new ImportCalls(stack);
      calls.empty();
      stack.execute("delete from users_user");
      BridgeComponent component = new BridgeComponent(stack.client(), calls);
      component.bridge(stack.postgres(), DATABASE);

      JsonNode done = calls.imported(new byte[0], "?source=database");
      assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
      assertThat(done.at("/users/added").intValue()).isEqualTo(names.size() + 1);
      component.letGo();

      assertMoved(stack, names, password);
    }
  }

  private List<String> written(PostgresKeycloak stack, String password) {
    Map<String, String> database =
        Map.of(
            "ENGINE",
            "django.db.backends.postgresql",
            "NAME",
            DATABASE,
            "USER",
            EmbeddedPostgresServer.USER,
            "HOST",
            "localhost",
            "PORT",
            Integer.toString(stack.postgres().port()));
    List<String> names = new ArrayList<>();
    try (DjangoProject project = DjangoProject.start(python, database)) {
      project.call("migrate");
      project.call("create_by_each_hasher", password).forEach(name -> names.add(name.textValue()));
      project.call("create_superuser", "boss", password);
      project.call("give_group_and_permission", "by_argon2", "Writers");
    }
    return names;
  }

  private static void assertMoved(PostgresKeycloak stack, List<String> names, String password) {
    TimedClient client = stack.client();
    Sql django = new Sql(() -> stack.postgres().connect(DATABASE));
    for (String name : names) {
      String token = client.login(name, password).access();
      assertThat(List.of(client.get("/auth/me/", token).json().get("id").asText()))
          .as(name)
          .isEqualTo(django.select("select id from users_user where username = '" + name + "'"));
    }
    String argon = client.login("by_argon2", password).access();
    JsonNode me = client.get("/auth/me/", argon).json();
    assertThat(me.get("groups").toString()).contains("Writers");
    assertThat(me.get("permissions").toString()).contains("change_user");
    String boss = client.login("boss", password).access();
    assertThat(client.get("/api/users/", boss).json()).hasSize(names.size() + 1);
  }
}
