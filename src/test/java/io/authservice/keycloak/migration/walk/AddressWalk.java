package io.authservice.keycloak.migration.walk;

import static io.authservice.keycloak.migration.walk.WalkStage.NEW;
import static io.authservice.keycloak.migration.walk.WalkStage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.DjangoProject;
import java.util.Map;
import java.util.UUID;

/** Users with UUIDs, one name and no username; clients of SimpleJWT, and keys. */
final class AddressWalk {

  static final String USER_MODEL = "username = email\nfirst_name = name\nlast_name = ''";

  private final WalkStage stage;
  private final DjangoProject django;
  private final WalkClients clients;

  AddressWalk(WalkStage stage) {
    this.stage = stage;
    this.django = stage.django();
    this.clients = stage.clients();
  }

  void walk() {
    stage.admin("PUT", "", Map.of("registrationEmailAsUsername", true));
    try {
      djangoServes();
      keycloakReads();
      bothServe();
      keycloakServes();
      djangoServesAgain();
    } finally {
      stage.admin("PUT", "", Map.of("registrationEmailAsUsername", false));
    }
  }

  private void djangoServes() {
    django.call("create_boss", Map.of("email", address("boss"), "name", "Boss"), PASSWORD);
    for (String name : new String[] {"ada", "kim", "dan"}) {
      django.call("create", Map.of("email", address(name), "name", name + " Lovelace"), PASSWORD);
    }
    clients.tokens("ada", credentials("ada", PASSWORD));
    clients.tokens("dan", credentials("dan", PASSWORD));
    clients.key("kim", Map.of("username", address("kim"), "password", PASSWORD));
    clients.key("dan's key", Map.of("username", address("dan"), "password", PASSWORD));
    assertThat(UUID.fromString(clients.person("ada").textValue())).isNotNull();
  }

  private void keycloakReads() {
    stage.bridge();
    stage.atKeycloak().areServed("ada", "kim", "dan", "dan's key");
    String boss = stage.token(credentials("boss", PASSWORD));
    assertThat(stage.listed(boss)).containsExactlyInAnyOrderElementsOf(stage.listedByDjango());
    JsonNode ada = stage.me(stage.token(credentials("ada", PASSWORD)));
    assertThat(ada.get("id")).isEqualTo(clients.person("ada"));
    assertThat(ada.get("first_name").textValue()).isEqualTo("ada Lovelace");
  }

  private void bothServe() {
    stage.runBoth();
    JsonNode fay = stage.registered(stage.token(credentials("boss", PASSWORD)), fields("fay"));
    stage.atDjango().tokens("fay", credentials("fay", PASSWORD));
    assertThat(clients.person("fay")).isEqualTo(fay.get("id"));
    django.call("create", Map.of("email", address("gil"), "name", "Gil"), PASSWORD);
    stage.atKeycloak().tokens("gil", credentials("gil", PASSWORD));

    stage.changed(stage.token(credentials("dan", PASSWORD)), Map.of("password", NEW));
    assertThat(django.logsIn(address("dan"), NEW)).isTrue();
    clients.areRefused("dan", "dan's key");
    stage.atDjango().areServed("dan", "dan's key");
    django.call("change_password", address("kim"), NEW);
    stage.token(credentials("kim", NEW));

    stage.atKeycloak().areServedOnceRenewed("ada", "fay");
    stage.atDjango().areServedAfterARefusal("ada", "fay");
    stage.atKeycloak().areServed("kim", "fay", "gil");
  }

  private void keycloakServes() {
    JsonNode report = stage.detach();
    assertThat(report.at("/users/added").intValue()).as("%s", report).isEqualTo(6);
    assertThat(stage.own("select count(*) from users_user")).containsExactly("0");

    stage.atKeycloak().areServed("ada", "kim", "fay", "gil");
    clients.areServedOnceRenewed("ada", "fay", "gil");
    clients.areRefused("dan", "dan's key");
    JsonNode ada = stage.me(stage.token(credentials("ada", PASSWORD)));
    assertThat(ada.get("first_name").textValue()).isEqualTo("ada Lovelace");

    String gil = stage.token(credentials("gil", PASSWORD));
    stage.changed(gil, Map.of("password", NEW, "first_name", "Gilbert"));
    stage.registered(stage.token(credentials("boss", PASSWORD)), fields("hal"));
  }

  private void djangoServesAgain() {
    stage.back(
        WayBack.printed()
            .withUuids()
            .writing(
                "INSERT INTO users_user (id, password, last_login, is_superuser, email, name,"
                    + " is_staff, is_active, date_joined) SELECT id, password, last_login,"
                    + " is_superuser, email, first_name, is_staff, is_active, date_joined FROM"
                    + " moved ON CONFLICT (id) DO UPDATE SET password = EXCLUDED.password, email ="
                    + " EXCLUDED.email, name = EXCLUDED.name"));

    stage.atDjango().areServedAfterARefusal("ada", "fay");
    clients.areServed("kim", "dan's key");
    assertThat(django.logsIn(address("gil"), NEW)).isTrue();
    assertThat(django.logsIn(address("hal"), PASSWORD)).isTrue();
    stage.atKeycloak().areServed("kim", "ada");
    assertThat(stage.me(stage.token(credentials("gil", NEW))).get("first_name").textValue())
        .isEqualTo("Gilbert");
  }

  private static String address(String name) {
    return name + "@example.com";
  }

  private static Map<String, String> fields(String name) {
    return Map.of(
        "username",
        address(name),
        "email",
        address(name),
        "first_name",
        name,
        "password",
        PASSWORD);
  }

  private static Map<String, String> credentials(String name, String password) {
    return Map.of("email", address(name), "password", password);
  }
}
