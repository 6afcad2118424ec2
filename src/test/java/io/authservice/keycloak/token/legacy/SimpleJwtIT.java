package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.SimpleJwt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tokens that a real SimpleJWT issues: {@code -Ddjango.python=PROGRAM} names a Python that has it.
 * Without it the test is skipped, before a server is started.
 */
@Tag("external")
class SimpleJwtIT {

  private String python;

  @BeforeEach
  void findPython() {
    python = System.getProperty("django.python", "");
    DjangoProject.require(python, "rest_framework_simplejwt");
  }

  @Test
  void whatSimpleJwtIssuesNowIsAccepted() throws Exception {
    String option = "--spi-realm-restapi-extension--auth-service--legacy-jwt-";
    try (TestServer server =
        TestServer.startWith(
            "simplejwt",
            List.of(
                option + "secret=" + SimpleJwt.SECRET,
                option + "until=" + Instant.now().plus(1, ChronoUnit.DAYS)))) {
      Api api = new Api(server);
      User user = api.user();
      List<String> tokens = issued(user.id());

      api.as(tokens.get(0))
          .get("/auth/me/")
          .then()
          .statusCode(200)
          .body("id", equalTo((int) user.id()));
      String access = api.refresh(tokens.get(1)).then().statusCode(200).extract().path("access");
      api.as(access).get("/auth/me/").then().statusCode(200);
    }
  }

  private List<String> issued(long userId) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            python,
            Path.of("src/test/resources/simplejwt-tokens/make_tokens.py").toString(),
            "issue",
            Long.toString(userId));
    program.environment().put("SECRET_KEY", SimpleJwt.SECRET);
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }
}
