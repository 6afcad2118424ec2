package io.authservice.keycloak.admin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Mailbox;
import io.authservice.keycloak.testing.OneTimePassword;
import io.authservice.keycloak.testing.RawHttp;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How accounts are kept, as staff see to it. */
@WithTestServer(second = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSecurityIT {

  private static final Pattern ONWARDS =
      Pattern.compile("http://[^\\s\"<>]+action-token[^\\s\"<>]+");

  private static final String NEW = "N3w-pass-phrase!";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final KeptToken ofStaff = new KeptToken();
  private String staff = "";

  UserSecurityIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void logIn() {
    staff = ofStaff.get(() -> admin.adminToken(api.staff()));
  }

  @Test
  void aPasswordIsSetAndEndsWhatWasIssued() {
    User user = api.user();

    asStaff().body(Map.of("password", NEW)).put(path(user) + "/password").then().statusCode(204);

    api.obtain(user.username(), user.password()).then().statusCode(401);
    api.refresh(user.refresh()).then().statusCode(401);
    api.obtain(user.username(), NEW).then().statusCode(200);
    assertThat(events(user).get(0))
        .containsEntry("operationType", "ACTION")
        .containsEntry("resourcePath", "users/" + admin.id(user.username()) + "/reset-password")
        .doesNotContainKey("representation");
  }

  @Test
  void aTemporaryPasswordHasToBeChangedUntilAnotherIsSet() {
    User user = api.user();

    asStaff()
        .body(Map.of("password", NEW, "temporary", true))
        .put(path(user) + "/password")
        .then()
        .statusCode(204);

    asStaff()
        .get(path(user) + "/security")
        .then()
        .body("required_actions", contains("UPDATE_PASSWORD"));
    assertThat(api.obtain(user.username(), NEW).statusCode()).isNotEqualTo(200);

    asStaff().body(Map.of("password", NEW)).put(path(user) + "/password").then().statusCode(204);
    asStaff().get(path(user) + "/security").then().body("required_actions", empty());
    api.obtain(user.username(), NEW).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | password | required",
        "{\"password\":null} | password | null",
        "{\"password\":\"\"} | password | blank",
        "{\"password\":\" \"} | password | blank",
        "{\"password\":[]} | password | invalid",
        "{\"password\":\"x\",\"temporary\":\"perhaps\"} | temporary | invalid",
        "{\"password\":\"x\",\"temporary\":null} | temporary | null",
        "{\"password\":\"x\",\"tmeporary\":true} | tmeporary | invalid",
        "[] | non_field_errors | invalid",
        "null | non_field_errors | invalid"
      })
  void aPasswordThatCannotBeReadIsRefusedByField(String body, String field, String code) {
    User user = api.user();

    asStaff()
        .body(body)
        .put(path(user) + "/password")
        .then()
        .statusCode(400)
        .body("codes." + field, hasItem(code));

    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void thePolicysRefusalIsInTheReadersLanguage() {
    User user = api.user();
    Map<String, Object> before = admin.configure(Map.of("passwordPolicy", "length(30)"));
    try {
      asStaff()
          .header("Accept-Language", "de")
          .body(Map.of("password", "kurz"))
          .put(path(user) + "/password")
          .then()
          .statusCode(400)
          .body(
              "password", contains("Ungültiges Passwort: Es muss mindestens 30 Zeichen lang sein."))
          .body("codes.password", contains("invalid"));
    } finally {
      admin.configure(before);
    }
  }

  @Test
  void aLinkLeadsToANewPassword() {
    User user = api.user();
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        asStaff().post(path(user) + "/reset-link").then().statusCode(204);

        Browser browser = new Browser(server.baseUrl()).open(mailbox.link());
        Matcher onwards = ONWARDS.matcher(browser.page());
        assertThat(onwards.find()).as(browser.page()).isTrue();
        browser
            .open(onwards.group().replace("&amp;", "&"))
            .submit(Map.of("password-new", NEW, "password-confirm", NEW));

        assertThat(browser.page()).contains("/realms/" + server.realm() + "/account");
        api.obtain(user.username(), NEW).then().statusCode(200);
        api.obtain(user.username(), user.password()).then().statusCode(401);
      } finally {
        admin.configure(before);
      }
    }
    assertThat(events(user).get(0).get("resourcePath").toString())
        .endsWith("/execute-actions-email");
  }

  @Test
  void nobodyFloodsAMailbox() {
    User user = api.user();
    User other = api.user();
    String keycloaks = admin.path("/users/" + admin.id(user.username()));
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        Response last = asStaff().post(path(user) + "/reset-link");
        int sent = 0;
        // Ten go out if the clock's ten minutes end meanwhile.
        for (; last.statusCode() == 204 && sent <= 10; sent++) {
          last = asStaff().post(path(user) + "/reset-link");
        }
        assertThat(sent).isBetween(5, 10);
        last.then().statusCode(429).body("code", equalTo("throttled"));
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 600);

        asStaff()
            .body(List.of("UPDATE_PASSWORD"))
            .put(keycloaks + "/execute-actions-email")
            .then()
            .statusCode(500);
        asStaff().post(path(other) + "/reset-link").then().statusCode(204);
      } finally {
        admin.configure(before);
      }
    }
    assertThat(events(other)).hasSize(1);
  }

  /** Other systems have one address of their own. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whoeverAsksForMailsFromOneAddressLeavesSomeToOthers() {
    User user = api.user();
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        for (int i = 0; i < 6; i++) {
          linkAskedForFrom(1, user);
        }

        // As many again if the clock's ten minutes end meanwhile.
        long sent =
            IntStream.range(2, 40).takeWhile(host -> linkAskedForFrom(host, user) == 204).count();
        assertThat(sent).isBetween(10L, 25L);
        assertThat(mailbox.waiting()).isBetween(15, 30);
      } finally {
        admin.configure(before);
      }
    }
  }

  private int linkAskedForFrom(int host, User user) {
    return RawHttp.from("127.0.0." + host, server.baseUrl())
        .send(
            "POST",
            path(user) + "/reset-link",
            "Authorization: Bearer " + staff,
            "Content-Length: 0")
        .status();
  }

  @Test
  void aLinkIsSentToNobodyWhoCannotUseIt() {
    long without =
        asStaff()
            .body(Map.of("username", Api.newName()))
            .post(admin.path("/auth-service/users"))
            .jsonPath()
            .getLong("id");
    asStaff()
        .post(admin.path("/auth-service/users/" + without + "/reset-link"))
        .then()
        .statusCode(409)
        .body("code", equalTo("no_email"));
    User inactive = api.disabled();
    asStaff()
        .post(path(inactive) + "/reset-link")
        .then()
        .statusCode(409)
        .body("code", equalTo("inactive"));
  }

  @Test
  void aMailServerThatDoesNotAnswerIsSaidAndNoEventKept() {
    User user = api.user();
    Map<String, Object> before = admin.configure(Map.of("smtpServer", Mailbox.serverAt(9)));
    try {
      asStaff()
          .post(path(user) + "/reset-link")
          .then()
          .statusCode(503)
          .body("code", equalTo("mail_failed"));
    } finally {
      admin.configure(before);
    }
    assertThat(events(user)).isEmpty();
  }

  @Test
  void requiredActionsAreSetAsAWhole() {
    User user = api.user();
    asStaff()
        .get(path(user) + "/security")
        .then()
        .statusCode(200)
        .body("available_actions.alias", hasItem("UPDATE_PASSWORD"))
        .body("available_actions.find { it.alias == 'UPDATE_PASSWORD' }.name", notNullValue());

    actions(user, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"), 204);
    asStaff()
        .get(path(user) + "/security")
        .then()
        .body("required_actions", contains("CONFIGURE_TOTP", "UPDATE_PASSWORD"));
    assertThat(events(user).get(0).get("representation").toString())
        .endsWith(
            "\"changed\":{\"required_actions\":[[],[\"CONFIGURE_TOTP\",\"UPDATE_PASSWORD\"]]}}");
    actions(user, List.of("CONFIGURE_TOTP", "UPDATE_PASSWORD"), 204);
    assertThat(events(user)).hasSize(1);
    actions(user, List.of(), 204);
    asStaff().get(path(user) + "/security").then().body("required_actions", empty());

    actions(user, List.of("FLY"), 400);
    for (String body :
        List.of(
            "{}",
            "{\"required_actions\":null}",
            "{\"required_actions\":\"UPDATE_PASSWORD\"}",
            "{\"required_actions\":[null]}",
            "{\"required_actions\":[{}]}",
            "[]")) {
      asStaff().body(body).put(path(user) + "/required-actions").then().statusCode(400);
    }
  }

  @Test
  void anActionThatTheRealmSwitchedOffIsNotOffered() {
    User user = api.user();
    String action = admin.path("/authentication/required-actions/CONFIGURE_TOTP");
    Map<String, Object> known = admin.request().get(action).path("$");
    Map<String, Object> off = new HashMap<>(known);
    off.put("enabled", false);
    admin.request().body(off).put(action).then().statusCode(204);
    try {
      asStaff()
          .get(path(user) + "/security")
          .then()
          .body("available_actions.alias", not(hasItem("CONFIGURE_TOTP")));
      actions(user, List.of("CONFIGURE_TOTP"), 400);
    } finally {
      admin.request().body(known).put(action).then().statusCode(204);
    }
  }

  @Test
  void aSecondFactorIsShownWithoutItsSecretAndTakenAway() {
    String name = Api.newName();
    User user = withSecondFactor(name);
    String id =
        asStaff()
            .get(path(user) + "/security")
            .then()
            .body("second_factors", hasSize(1))
            .body("second_factors[0].type", equalTo("otp"))
            .extract()
            .path("second_factors[0].id");
    assertThat(asStaff().get(path(user) + "/security").asString()).doesNotContain("aSecret");
    asStaff().get(path(user) + "/belongings").then().body("second_factors", equalTo(1));
    User other = api.user();

    asStaff()
        .delete(path(other) + "/second-factors/" + id)
        .then()
        .statusCode(404)
        .body("code", equalTo("not_found"));
    asStaff().get(path(user) + "/security").then().body("second_factors", hasSize(1));
    asStaff().delete(path(user) + "/second-factors/" + id).then().statusCode(204);
    asStaff().delete(path(user) + "/second-factors/" + id).then().statusCode(404);

    asStaff().get(path(user) + "/security").then().body("second_factors", empty());
    api.obtain(name, Api.PASSWORD).then().statusCode(200);
    assertThat(events(user).get(0).get("resourcePath").toString()).endsWith("/credentials/" + id);
  }

  @Test
  void sessionsAreShownAndEndedOneByOneAndAll() {
    User user = api.user();
    User again = api.loggedIn(user.id(), user.username(), user.password());
    List<String> ids =
        asStaff()
            .get(path(user) + "/security")
            .then()
            .body("sessions", hasSize(2))
            .body("sessions[0].clients", not(empty()))
            .extract()
            .path("sessions.id");
    User other = api.user();

    asStaff().delete(path(other) + "/sessions/" + ids.get(0)).then().statusCode(404);
    asStaff().get(path(user) + "/security").then().body("sessions", hasSize(2));
    asStaff().delete(path(user) + "/sessions/" + ids.get(0)).then().statusCode(204);
    asStaff().get(path(user) + "/security").then().body("sessions.id", contains(ids.get(1)));
    asStaff().delete(path(user) + "/sessions").then().statusCode(204);
    asStaff().delete(path(user) + "/sessions").then().statusCode(204);

    asStaff().get(path(user) + "/security").then().body("sessions", empty());
    for (User tokens : List.of(user, again)) {
      api.refresh(tokens.refresh()).then().statusCode(401);
      api.as(tokens).get("/auth/me/").then().statusCode(401);
    }
    api.as(other).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void offlineSessionsEndToo() {
    String name = Api.newName();
    User user = new User(number(admin.create(name, Map.of())), name, Api.PASSWORD, "", "");
    String refresh =
        admin
            .token(
                server.realm(),
                Map.of(
                    "grant_type", "password",
                    "client_id", "admin-cli",
                    "scope", "offline_access",
                    "username", user.username(),
                    "password", user.password()))
            .then()
            .statusCode(200)
            .extract()
            .path("refresh_token");

    asStaff().delete(path(user) + "/sessions").then().statusCode(204);

    admin
        .token(
            server.realm(),
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "admin-cli",
                "refresh_token", refresh))
        .then()
        .statusCode(400);
  }

  @Test
  void consentsAndIdentityLinksAreToldAndEnd() {
    User user = api.user();
    String keycloaks = admin.path("/users/" + admin.id(user.username()));
    String clientId = consented(user);
    String provider = linked(user);
    asStaff().get(path(user) + "/security").then().body("consents", contains(clientId));
    belongings(user, 1);

    asStaff().delete(keycloaks + "/consents/" + clientId).then().statusCode(204);
    asStaff().delete(keycloaks + "/federated-identity/" + provider).then().statusCode(204);

    asStaff().get(path(user) + "/security").then().body("consents", empty());
    belongings(user, 0);
    asStaff()
        .get(path(user) + "/history")
        .then()
        .body("results[0].note", equalTo("identity_unlinked"))
        .body("results[1].note", equalTo("consent_revoked"));
  }

  @Test
  void consentsAndIdentityLinksGoWithTheUser() {
    User user = api.user();
    consented(user);
    String provider = linked(user);
    belongings(user, 1);

    asStaff().delete(path(user)).then().statusCode(204);

    User heir = api.user();
    admin
        .request()
        .body(Map.of("userId", user.username(), "userName", user.username()))
        .post(admin.path("/users/" + admin.id(heir.username()) + "/federated-identity/" + provider))
        .then()
        .statusCode(204);
    asStaff().get(path(user) + "/belongings").then().statusCode(404);
  }

  /** Has the user consent to a client, whose name is answered. */
  private String consented(User user) {
    String clientId = admin.client(Map.of("consentRequired", true));
    Browser browser =
        new Browser(server.baseUrl())
            .open(
                "%s/realms/%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                    .formatted(server.baseUrl(), server.realm(), clientId, AdminApi.REDIRECT))
            .submit(Map.of("username", user.username(), "password", user.password()))
            .submit(Map.of("accept", ""));
    assertThat(browser.address().toString()).contains("code=");
    return clientId;
  }

  /** Links the user to an identity provider, whose name is answered. */
  private String linked(User user) {
    String alias = Api.newName();
    admin
        .request()
        .body(
            Map.of(
                "alias",
                alias,
                "providerId",
                "github",
                "config",
                Map.of("clientId", "c", "clientSecret", "s")))
        .post(admin.path("/identity-provider/instances"))
        .then()
        .statusCode(201);
    admin
        .request()
        .body(Map.of("userId", user.username(), "userName", user.username()))
        .post(admin.path("/users/" + admin.id(user.username()) + "/federated-identity/" + alias))
        .then()
        .statusCode(204);
    return alias;
  }

  private void belongings(User user, int each) {
    asStaff()
        .get(path(user) + "/belongings")
        .then()
        .statusCode(200)
        .body("consents", equalTo(each))
        .body("links", equalTo(each));
  }

  private User withSecondFactor(String name) {
    String id =
        admin.create(
            name,
            Map.of(
                "credentials",
                List.of(AdminApi.password(Api.PASSWORD, false), OneTimePassword.credential())));
    return new User(number(id), name, Api.PASSWORD, "", "");
  }

  private static long number(String keycloakId) {
    return Long.parseLong(keycloakId.replaceFirst(".*:", ""));
  }

  private void actions(User user, List<String> actions, int status) {
    asStaff()
        .body(Map.of("required_actions", actions))
        .put(path(user) + "/required-actions")
        .then()
        .statusCode(status);
  }

  private RequestSpecification asStaff() {
    return admin.as(staff);
  }

  private String path(User user) {
    return admin.path("/auth-service/users/" + user.id());
  }

  private List<Map<String, Object>> events(User user) {
    return admin
        .request()
        .queryParam("resourcePath", "users/" + admin.id(user.username()) + "*")
        .get(admin.path("/admin-events"))
        .then()
        .statusCode(200)
        .extract()
        .path("findAll { it.operationType != 'CREATE' }");
  }
}
