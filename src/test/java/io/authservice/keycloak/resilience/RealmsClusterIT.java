package io.authservice.keycloak.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.testing.Cluster;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Realms get tables of their own at two nodes at once: {@code ./mvnw -Plong verify
 * -Dit.test=RealmsClusterIT}.
 */
@Tag("long")
class RealmsClusterIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "tr0mb0ne-quartet";

  @Test
  void twoNodesMakeTheTablesOfARealmOnce(@TempDir Path directory) {
    try (Cluster cluster = Cluster.start(directory)) {
      await()
          .atMost(PATIENCE)
          .until(() -> cluster.database().select("select * from jgroups_ping").size() == 2);
      TimedClient a = new TimedClient(cluster.a().baseUrl());
      TimedClient b = new TimedClient(cluster.b().baseUrl());
      String token = a.masterAdminToken();
      for (String realm : List.of("one", "two")) {
        assertThat(
                a.send("POST", "/admin/realms", token, Map.of("realm", realm, "enabled", true))
                    .status())
            .isEqualTo(201);
      }

      assertThat(together(node -> take(node == 0 ? a : b, node == 0 ? "one" : "two", token)))
          .containsExactlyInAnyOrder(201, 400);

      String owner =
          cluster
              .database()
              .select(
                  "select r.name from realm r join auth_service_realm_tables t"
                      + " on t.realm_id = r.id where t.table_prefix = 'race'")
              .get(0);
      assertThat(
              a.send("POST", "/admin/realms/" + owner + "/auth-service/setup", token, Map.of())
                  .status())
          .isEqualTo(200);
      assertThat(together(node -> register(node == 0 ? a : b, owner, "early" + node)))
          .containsExactly(201, 201);

      cluster.a().stop();
      cluster.b().stop();
      cluster
          .database()
          .execute(
              "drop table race_users_uuiduser_groups, race_users_uuiduser_user_permissions,"
                  + " race_users_uuiduser",
              "delete from race_changelog where id like '1.5.0-uuid%'");
      cluster.a().start();
      cluster.b().start();
      assertThat(together(node -> register(node == 0 ? a : b, owner, "later" + node)))
          .containsExactly(201, 201);
      assertThat(cluster.database().select("select count(*) from race_users_uuiduser"))
          .containsExactly("0");
    }
  }

  /** At each of the two nodes. */
  private static List<Integer> together(Function<Integer, Answer> call) {
    List<CompletableFuture<Integer>> asked =
        Stream.of(0, 1)
            .map(node -> CompletableFuture.supplyAsync(() -> call.apply(node).status()))
            .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private static Answer take(TimedClient node, String realm, String token) {
    return node.send(
        "POST",
        "/admin/realms/" + realm + "/components",
        token,
        Map.of(
            "name", "own",
            "providerId", "auth-service-users",
            "providerType", "org.keycloak.storage.UserStorageProvider",
            "config", Map.of("tablePrefix", List.of("race"))));
  }

  private static Answer register(TimedClient node, String realm, String name) {
    return node.send(
        "POST",
        "/realms/" + realm + "/auth-service/api/users/",
        "",
        // Keycloak's own profile, which the realm has, asks for names, and for three letters of a
        // username.
        Map.of(
            "username",
            name,
            "email",
            name + "@example.com",
            "password",
            PASSWORD,
            "first_name",
            "First",
            "last_name",
            "Last"));
  }
}
