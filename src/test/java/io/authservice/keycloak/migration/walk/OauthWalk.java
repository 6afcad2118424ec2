package io.authservice.keycloak.migration.walk;

import static io.authservice.keycloak.migration.walk.WalkStage.NEW;
import static io.authservice.keycloak.migration.walk.WalkStage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.testing.DjangoProject;
import java.util.List;
import java.util.Map;

/** Users of {@code AbstractUser} in groups; clients of SimpleJWT and of django-oauth-toolkit. */
final class OauthWalk {

  private final WalkStage stage;
  private final DjangoProject django;
  private final WalkClients clients;

  OauthWalk(WalkStage stage) {
    this.stage = stage;
    this.django = stage.django();
    this.clients = stage.clients();
  }

  void walk() {
    djangoServes();
    keycloakReads();
    bothServe();
    keycloakServes();
    djangoServesAgain();
  }

  private void djangoServes() {
    django.call("create_superuser", "boss", PASSWORD);
    for (String name : List.of("ada", "bob", "cleo", "dan", "eve")) {
      django.call("create", Map.of("username", name, "email", name + "@example.com"), PASSWORD);
    }
    django.call("give_group_and_permission", "bob", "Writers");
    String secret = WalkStage.SECRET;
    django.call("application", "web", secret, "authorization-code", WalkClients.REDIRECT);
    django.call("application", "worker", secret, "client-credentials", "");
    for (String name : List.of("ada", "dan", "eve")) {
      clients.tokens(name, credentials(name, PASSWORD));
    }
    clients.application("bob", "web", "bob", PASSWORD);
    clients.application("cleo", "web", "cleo", PASSWORD);
    clients.worker("worker", "worker");
  }

  private void keycloakReads() {
    stage.bridge();
    String boss = stage.token(credentials("boss", PASSWORD));
    assertThat(stage.listed(boss)).isEqualTo(stage.listedByDjango());
    stage.atKeycloak().areServed("ada", "dan", "eve");
    clients.areRefused("bob");
    stage.imported();
    stage.atKeycloak().areServed("ada", "bob", "cleo", "dan", "eve", "worker");
    stage.atDjango().areServed("ada", "bob", "cleo", "dan", "eve", "worker");
  }

  private void bothServe() {
    stage.runBoth();
    usersAreMadeOnEitherSide();
    passwordsAreChangedOnEitherSide();
    tokensAreEndedAndRenewed();
  }

  private void usersAreMadeOnEitherSide() {
    String boss = stage.token(credentials("boss", PASSWORD));
    stage.registered(boss, fields("fay"));
    stage.atDjango().tokens("fay", credentials("fay", PASSWORD));
    stage.atKeycloak().areServed("fay");

    django.call("create", Map.of("username", "gil", "email", "gil@example.com"), PASSWORD);
    clients.tokens("gil", credentials("gil", PASSWORD));
    assertThat(stage.listed(boss)).isEqualTo(stage.listedByDjango());
  }

  private void passwordsAreChangedOnEitherSide() {
    stage.changed(stage.token(credentials("dan", PASSWORD)), Map.of("password", NEW));
    assertThat(django.logsIn("dan", NEW)).isTrue();
    assertThat(django.logsIn("dan", PASSWORD)).isFalse();
    stage.atKeycloak().areRefused("dan");
    stage.atDjango().areServed("dan");

    django.call("change_password", "bob", NEW);
    assertThat(stage.obtain(credentials("bob", PASSWORD)).status()).isEqualTo(401);
    stage.token(credentials("bob", NEW));
    stage.atKeycloak().areServed("bob");
  }

  private void tokensAreEndedAndRenewed() {
    stage.atDjango().logOut("eve");
    clients.logOut("cleo");
    stage.atKeycloak();
    assertThat(clients.renewal("eve")).isEqualTo(401);
    clients.areRefused("cleo");

    clients.areServedOnceRenewed("ada", "gil");
    stage.atDjango().areServedAfterARefusal("ada");
    clients.areServedOnceRenewed("bob", "worker");
    stage.atKeycloak().areServed("ada", "bob", "worker");
  }

  private void keycloakServes() {
    JsonNode report = stage.detach();
    assertThat(report.at("/tokens/added").intValue()).as("%s", report).isPositive();

    stage.atKeycloak().areServed("ada", "bob", "fay", "gil", "worker");
    clients.areServedOnceRenewed("ada", "bob", "fay", "gil", "worker");
    clients.areRefused("dan", "cleo");
    assertThat(clients.renewal("eve")).as("who had logged out").isEqualTo(401);
    JsonNode bob = stage.me(stage.token(credentials("bob", NEW)));
    assertThat(bob.get("groups").toString()).contains("Writers");
    assertThat(bob.get("permissions").toString()).contains("change_user");
    stage.token(credentials("dan", NEW));

    stage.changed(stage.token(credentials("gil", PASSWORD)), Map.of("password", NEW));
    stage.registered(stage.token(credentials("boss", PASSWORD)), fields("hal"));
  }

  private void djangoServesAgain() {
    stage.back(WayBack.printed());

    stage.atDjango().areServedAfterARefusal("ada", "fay");
    clients.areServed("dan");
    assertThat(django.logsIn("gil", NEW)).isTrue();
    assertThat(django.logsIn("gil", PASSWORD)).isFalse();
    assertThat(django.logsIn("hal", PASSWORD)).isTrue();
    assertThat(django.call("user", "bob").get("groups").toString()).contains("Writers");
    clients.areRefused("bob");
    clients.application("bob", "web", "bob", NEW);
    clients.areServedOnceRenewed("worker");
    django.call("create", Map.of("username", "ina", "email", "ina@example.com"), PASSWORD);

    stage.atKeycloak().areServed("ada", "bob", "fay");
    String boss = stage.token(credentials("boss", PASSWORD));
    assertThat(stage.listed(boss)).isEqualTo(stage.listedByDjango());
    stage.token(credentials("gil", NEW));
  }

  private static Map<String, String> credentials(String name, String password) {
    return Map.of("username", name, "password", password);
  }

  private static Map<String, String> fields(String name) {
    return Map.of("username", name, "email", name + "@example.com", "password", PASSWORD);
  }
}
