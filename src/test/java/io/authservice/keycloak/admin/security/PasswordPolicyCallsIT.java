package io.authservice.keycloak.admin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.storage.identity.PasswordRules;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the realm asks of passwords, in sentences. */
@WithTestServer(second = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordPolicyCallsIT {

  private static final String PATH = "/auth-service/password-policy";

  private final Api api;
  private final AdminApi admin;
  private final KeptToken ofStaff = new KeptToken();
  private String staff = "";

  PasswordPolicyCallsIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void logIn() {
    staff = ofStaff.get(() -> admin.adminToken(api.staff()));
  }

  @Test
  void eachPolicyIsASentenceWithItsValueInTheReadersLanguage() {
    with(
        "digits(1) and length(12) and notUsername and specialChars(2) and maxLength(128)"
            + " and passwordHistory(3) and regexPattern([a-z]+) and hashIterations(1000)",
        () -> {
          assertThat(rules("en"))
              .containsExactly(
                  "At least 12 characters",
                  "At most 128 characters",
                  "At least 1 digit",
                  "At least 2 special characters, such as ! or ?",
                  "Not the same as the username",
                  "Matches the pattern [a-z]+",
                  "None of the last 3 passwords");
          assertThat(rules("de"))
              .startsWith("Mindestens 12 Zeichen", "Höchstens 128 Zeichen", "Mindestens 1 Ziffer");
        });
  }

  @Test
  void djangosValidatorsComeFirstAndInItsOrder() {
    with(
        "djangoNumericPassword and djangoCommonPassword and maxLength(128)"
            + " and djangoMinimumLength and djangoUserAttributeSimilarity",
        () -> {
          assertThat(rules("en"))
              .containsExactly(
                  "Not too similar to the username, the name or the e-mail address",
                  "At least 8 characters",
                  "Not a commonly used password",
                  "Not digits alone",
                  "At most 128 characters");
          check(Map.of("password", "1234567", "username", "anna")).body("refusals", hasSize(3));
          check(Map.of("password", "1234567")).body("refusals", hasSize(3));
        });
  }

  @Test
  void everyPolicyOfTheServerHasASentenceOrConcernsNoPassword() {
    List<String> known =
        admin.request().get("/admin/serverinfo").then().extract().path("passwordPolicies.id");

    assertThat(known)
        .isSubsetOf(
            Stream.concat(PasswordRules.KNOWN.stream(), PasswordRules.OF_THE_SERVER.stream())
                .toList());
  }

  @Test
  void everythingThatIsWrongWithAPasswordIsSaidAtOnce() {
    with(
        "length(12) and digits(1) and notContainsUsername and passwordHistory(3)",
        () -> {
          check(Map.of("password", "anna", "username", "anna")).body("refusals", hasSize(3));
          check(Map.of("password", "anna")).body("refusals", hasSize(2));
          check(Map.of("password", "anna", "username", "")).body("refusals", hasSize(2));
          check(Map.of("password", "")).body("refusals", hasSize(2));
          check(Map.of("password", "Twelve-letters-1", "username", "anna"))
              .body("refusals", empty());
        });
    check(Map.of("password", "")).body("refusals", contains("This field may not be blank."));
    check(Map.of("password", "x".repeat(129))).body("refusals", hasSize(1));
  }

  @Test
  void whatCannotBeReadIsRefused() {
    for (String body :
        List.of(
            "[]",
            "null",
            "{\"password\":null}",
            "{\"password\":{}}",
            "{\"password\":\"x\",\"user\":\"x\"}",
            "{\"password\":\"x\",\"username\":null}")) {
      admin.as(staff).body(body).post(admin.path(PATH)).then().statusCode(400);
    }
    admin
        .as(staff)
        .body(Map.of("password", "x".repeat(500_000)))
        .post(admin.path(PATH))
        .then()
        .statusCode(400)
        .body("codes.password", equalTo(List.of("max_length")));
  }

  private ValidatableResponse check(Map<String, String> body) {
    return admin.as(staff).body(body).post(admin.path(PATH)).then().statusCode(200);
  }

  private List<String> rules(String language) {
    return admin
        .as(staff)
        .header("Accept-Language", language)
        .get(admin.path(PATH))
        .then()
        .statusCode(200)
        .extract()
        .path("rules");
  }

  private void with(String policy, Runnable test) {
    Map<String, Object> before = admin.configure(Map.of("passwordPolicy", policy));
    try {
      test.run();
    } finally {
      admin.configure(before);
    }
  }
}
