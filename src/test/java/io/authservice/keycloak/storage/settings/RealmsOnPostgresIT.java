package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.PostgresKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

class RealmsOnPostgresIT extends RealmsContract {

  @AutoClose
  private final PostgresKeycloak stack = PostgresKeycloak.start("realms-postgres", List.of());

  @Override
  KeycloakServer server() {
    return stack.keycloak();
  }

  /** As the page prints it. */
  @Test
  @Order(20)
  void aPrefixIsFreeOnceItsTablesAreDropped() throws IOException {
    String page = Files.readString(Path.of("docs", "install.md"));
    String drop = page.replaceFirst("(?s).*```sql\\s(DROP TABLE acme_.*?)```.*", "$1");
    assertThat(stack.select("select username from left_users_user")).containsExactly("left");

    stack.execute(drop.replace("acme", "left"));

    takenAnew("left");
    assertThat(stack.select("select username from left_users_user")).isEmpty();
    assertThat(stack.select("select tablename from pg_tables where tablename like 'left\\_%'"))
        .hasSize(11);
  }

  /** While the first realm has the tables without a prefix. */
  @Test
  @Order(19)
  void aBridgedRealmIsDetachedIntoTablesOfItsOwn() {
    stack.postgres().createDatabase("django");
    DjangoRows django = new DjangoRows("django", () -> stack.postgres().connect("django"));
    django.execute(DjangoSchemas.POSTGRESQL.statements().toArray(String[]::new));
    long id = django.user("dora", false);
    String realm = bareRealm();
    component(
            realm,
            Map.of(
                "databaseUrl", List.of(stack.postgres().jdbcUrl("django")),
                "databaseUser", List.of(EmbeddedPostgresServer.USER),
                "databasePassword", List.of("unused"),
                "cachePolicy", List.of("NO_CACHE")))
        .statusCode(201);
    admin().post(admin(realm, "/auth-service/setup")).then().statusCode(200);
    login(realm, "dora", DjangoRows.PASSWORD).statusCode(200);
    String imports = admin(realm, "/auth-service/import?source=database");
    admin().post(imports).then().statusCode(409);

    changed(realm, stored(realm), Map.of("tablePrefix", List.of("moved"))).statusCode(204);
    imported(realm, "?source=database", new byte[0]);
    changed(
            realm,
            stored(realm),
            Map.of(
                "databaseUrl", List.of(),
                "databaseUser", List.of(),
                "databasePassword", List.of(),
                "cachePolicy", List.of("DEFAULT")))
        .statusCode(204);
    django.execute("delete from users_user");

    login(realm, "dora", DjangoRows.PASSWORD).statusCode(200);
    assertThat(stack.select("select id, username from moved_users_user"))
        .containsExactly(id + "|dora");
    assertThat(stack.select("select id from users_user where username = 'dora'")).isEmpty();
    remove(realm);
  }

  /** As if a later version had more to make. */
  @Test
  @Order(22)
  void tablesAreBroughtUpToDateWhenTheRealmIsFirstUsed() {
    stack.keycloak().stop();
    stack.execute(
        "drop table acme_users_uuiduser_groups, acme_users_uuiduser_user_permissions,"
            + " acme_users_uuiduser; delete from acme_changelog where id like '1.5.0-uuid%'");
    stack.keycloak().start();

    serves("acme");

    assertThat(stack.select("select count(*) from acme_users_uuiduser")).containsExactly("0");
  }

  @Test
  @Order(21)
  void indexesAreMadeForThem() {
    assertThat(stack.select("select indexname from pg_indexes where tablename = 'acme_users_user'"))
        .contains("acme_users_user_email_order_idx", "acme_users_user_username_case_uniq");
  }
}
