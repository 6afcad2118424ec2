package io.authservice.keycloak.migration.walk;

import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.SimpleJwt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The guide, walked with real Django services of three kinds: {@code docs/migrate.md} tells what
 * each step showed. {@code -Ddjango.python=/usr/bin/python3} names an interpreter that has Django,
 * its applications and the libraries of the clients.
 */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.DjangoProject#isAskedFor",
    disabledReason = DjangoProject.MISSING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// What JDBC makes of moments depends on it.
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
class WalksIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";

  @AutoClose private PostgresKeycloak stack;

  @BeforeAll
  void start() {
    DjangoProject.require(
        System.getProperty("django.python"),
        "psycopg2, rest_framework_simplejwt, oauth2_provider, allauth, django_otp,"
            + " requests_oauthlib, authlib");
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    stack =
        PostgresKeycloak.start(
            "walks",
            List.of(
                OPTION + "me-permissions=true",
                OPTION + "me-groups=true",
                OPTION + "legacy-jwt-secret=" + SimpleJwt.SECRET,
                OPTION + "legacy-jwt-until=" + tomorrow,
                OPTION + "legacy-oauth2-access-until=" + tomorrow,
                OPTION + "legacy-oauth2-refresh-until=" + tomorrow,
                OPTION + "legacy-drf-token-until=" + tomorrow));
  }

  @Test
  void anOAuth2ServerAndSimpleJwt() {
    try (WalkStage stage = new WalkStage(stack, "oauth", "")) {
      new OauthWalk(stage).walk();
    }
  }

  @Test
  void usersWithUuidsWhoLogInByEmail() {
    try (WalkStage stage = new WalkStage(stack, "address", AddressWalk.USER_MODEL)) {
      new AddressWalk(stage).walk();
    }
  }

  @Test
  void rolesSecondFactorsAndLinks() {
    try (WalkStage stage = new WalkStage(stack, "roles", RolesWalk.USER_MODEL)) {
      new RolesWalk(stage).walk();
    }
  }
}
