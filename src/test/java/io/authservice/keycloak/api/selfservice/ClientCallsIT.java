package io.authservice.keycloak.api.selfservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.DocumentedApi;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.Mailbox;
import io.authservice.keycloak.token.mail.MailPages;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with the calls of dj-rest-auth and djoser. Each answer is held to their documents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCallsIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String NEW_PASSWORD = "An0ther-horse-Batt3ry";
  private static final int MAILS_TO_AN_ADDRESS = 5;
  private static final Pattern LINK =
      Pattern.compile("https://app\\.example/(reset|verify)/([\\w-]+)/([\\w.-]+)");

  private final DocumentedApi documented = new DocumentedApi("dj-rest-auth", "djoser");
  @AutoClose private final Mailbox mailbox = Mailbox.open();
  @AutoClose private TestServer server;
  private Api api;
  private AdminApi admin;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "client-calls",
            List.of(
                OPTION + "client-calls=dj-rest-auth,djoser",
                OPTION + "password-reset-page=https://app.example/reset/{uid}/{token}",
                OPTION + "email-verification-page=https://app.example/verify/{uid}/{token}",
                OPTION + "throttle-mail=1000/hour"));
    api = new Api(server);
    admin = new AdminApi(server);
    admin.configure(Map.of("smtpServer", mailbox.server()));
  }

  private Response post(RequestSpecification request, String path, Object body) {
    return request.filter(documented).contentType(ContentType.JSON).body(body).post(path);
  }

  private Response post(String path, Object body) {
    return post(api.anonymous(), path, body);
  }

  private static Map<String, String> change(Shape shape, String old, String chosen) {
    return shape == Shape.REST_AUTH
        ? Map.of("old_password", old, "new_password1", chosen, "new_password2", chosen)
        : Map.of("current_password", old, "new_password", chosen);
  }

  private static String path(Shape shape, String restAuth, String djoser) {
    return shape == Shape.REST_AUTH ? "/dj-rest-auth/" + restAuth : "/auth/users/" + djoser;
  }

  private Response changePassword(Shape shape, User user, String old, String chosen) {
    return post(
        api.as(user), path(shape, "password/change/", "set_password/"), change(shape, old, chosen));
  }

  private Response askForReset(Shape shape, String address) {
    return post(path(shape, "password/reset/", "reset_password/"), Map.of("email", address));
  }

  private Response confirm(Shape shape, Mailed mailed, String chosen) {
    Map<String, String> body = new HashMap<>(change(shape, "", chosen));
    body.put("uid", mailed.uid());
    body.put("token", mailed.token());
    return post(path(shape, "password/reset/confirm/", "reset_password_confirm/"), body);
  }

  /** What a mail brings. */
  private record Mailed(String kind, String uid, String token, String mail) {}

  private Mailed mailed() {
    String mail = mailbox.mail();
    Matcher link = LINK.matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    return new Mailed(link.group(1), link.group(2), link.group(3), mail);
  }

  private static String address(User user) {
    return user.username() + "@example.com";
  }

  private Mailed reset(User user) {
    askForReset(Shape.DJOSER, address(user)).then().statusCode(204);
    return mailed();
  }

  private static int ok(Shape shape) {
    return shape == Shape.REST_AUTH ? 200 : 204;
  }

  // Changing the password

  @ParameterizedTest
  @CsvSource({"REST_AUTH", "DJOSER"})
  void whoKnowsTheOldPasswordSetsANewOneAndStaysLoggedInHereAlone(Shape shape) {
    User user = api.user();
    User elsewhere = api.loggedIn(user.id(), user.username(), user.password());

    changePassword(shape, user, user.password(), NEW_PASSWORD).then().statusCode(ok(shape));

    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
    api.obtain(user.username(), user.password()).then().statusCode(401);
    api.as(user).get("/auth/me/").then().statusCode(200);
    api.as(elsewhere).get("/auth/me/").then().statusCode(401);
    api.refresh(elsewhere.refresh()).then().statusCode(401);
  }

  @Test
  void aWrongOldPasswordIsRefusedInTheWordsOfTheLibrary() {
    User user = api.user();

    changePassword(Shape.REST_AUTH, user, "wrong", NEW_PASSWORD)
        .then()
        .statusCode(400)
        .body(
            "old_password",
            hasItem("Your old password was entered incorrectly. Please enter it again."));
    changePassword(Shape.DJOSER, user, "wrong", NEW_PASSWORD)
        .then()
        .statusCode(400)
        .body("current_password", hasItem("Invalid password."));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void aWrongOldPasswordCountsAsAFailedLoginAndLocksOut() {
    User user = api.user();
    changePassword(Shape.DJOSER, user, "wrong", NEW_PASSWORD).then().statusCode(400);

    await()
        .untilAsserted(
            () ->
                admin
                    .request()
                    .get(
                        admin.path(
                            "/attack-detection/brute-force/users/" + admin.id(user.username())))
                    .then()
                    .body("numFailures", equalTo(1)));
    admin.lockOut(user.username());

    changePassword(Shape.DJOSER, user, user.password(), NEW_PASSWORD)
        .then()
        .statusCode(400)
        .body("current_password", hasItem("Invalid password."));
  }

  @Test
  void thePolicyAndTheRepetitionAreToldAtTheirFields() {
    User user = api.user();
    Map<String, Object> before = admin.configure(Map.of("passwordPolicy", "length(12)"));
    try {
      changePassword(Shape.REST_AUTH, user, user.password(), "short")
          .then()
          .statusCode(400)
          .body("new_password2.size()", equalTo(1));
      changePassword(Shape.DJOSER, user, user.password(), "short")
          .then()
          .statusCode(400)
          .body("new_password.size()", equalTo(1));
    } finally {
      admin.configure(before);
    }
    Map<String, String> differing =
        Map.of(
            "old_password", user.password(), "new_password1", NEW_PASSWORD, "new_password2", "no");
    post(api.as(user), "/dj-rest-auth/password/change/", differing)
        .then()
        .statusCode(400)
        .body("new_password2", hasItem("The two password fields didn\u2019t match."));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"old_password\":null,\"new_password1\":[\"a\"],\"new_password2\":{}}",
        "{\"old_password\":true,\"new_password1\":\"\\u0000\",\"new_password2\":\"\\ud800\"}",
        "{"
      })
  void bodiesThatHoldNoPasswordsAreRefused(String body) {
    User user = api.user();

    for (String path : List.of("/dj-rest-auth/password/change/", "/auth/users/set_password/")) {
      post(api.as(user), path, body).then().statusCode(400);
      post(path, body).then().statusCode(body.equals("{") ? 400 : 401);
    }
    for (String path :
        List.of(
            "/dj-rest-auth/login/",
            "/dj-rest-auth/password/reset/",
            "/dj-rest-auth/password/reset/confirm/",
            "/dj-rest-auth/registration/resend-email/",
            "/dj-rest-auth/registration/verify-email/",
            "/auth/users/reset_password/",
            "/auth/users/reset_password_confirm/",
            "/auth/users/activation/",
            "/auth/users/resend_activation/")) {
      post(path, body).then().statusCode(400);
    }
  }

  @Test
  void megabytesAreNoPasswordAndNoToken() {
    String much = "a".repeat(1_500_000);
    User user = api.user();

    changePassword(Shape.REST_AUTH, user, user.password(), much).then().statusCode(400);
    changePassword(Shape.DJOSER, user, much, NEW_PASSWORD).then().statusCode(400);
    confirm(Shape.DJOSER, new Mailed("", "MQ", much, ""), NEW_PASSWORD).then().statusCode(400);
    confirm(Shape.DJOSER, new Mailed("", "MQ", ".".repeat(1_500_000), ""), NEW_PASSWORD)
        .then()
        .statusCode(400);
    askForReset(Shape.REST_AUTH, much + "@example.com").then().statusCode(400);
  }

  // Resetting it

  @ParameterizedTest
  @CsvSource({"REST_AUTH", "DJOSER"})
  void whoIsMailedATokenSetsANewPasswordOnceAndIsLoggedOutEverywhere(Shape shape) {
    User user = api.user();

    askForReset(shape, address(user).toUpperCase(Locale.ROOT)).then().statusCode(ok(shape));
    Mailed mailed = mailed();

    assertThat(mailed.mail()).contains("To: " + address(user)).doesNotContain("127.0.0.1");
    assertThat(mailed.kind()).isEqualTo("reset");
    confirm(shape, mailed, NEW_PASSWORD).then().statusCode(ok(shape));
    api.as(user).get("/auth/me/").then().statusCode(401);
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
    assertThat(admin.user(admin.id(user.username()))).containsEntry("emailVerified", true);
    confirm(shape, mailed, "Y3t-another-horse")
        .then()
        .statusCode(400)
        .body("token.size()", equalTo(1));
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aPasswordThatIsRefusedLeavesTheToken() {
    User user = api.user();
    Mailed mailed = reset(user);
    Map<String, Object> before = admin.configure(Map.of("passwordPolicy", "length(12)"));
    try {
      confirm(Shape.DJOSER, mailed, "short")
          .then()
          .statusCode(400)
          .body("new_password.size()", equalTo(1));
    } finally {
      admin.configure(before);
    }
    confirm(Shape.DJOSER, mailed, NEW_PASSWORD).then().statusCode(204);
  }

  @Test
  void aTokenIsOfNoUseOnceThePasswordOrTheAddressIsAnother() {
    User user = api.user();
    Mailed mailed = reset(user);
    changePassword(Shape.DJOSER, user, user.password(), NEW_PASSWORD).then().statusCode(204);
    confirm(Shape.DJOSER, mailed, "Y3t-another-horse").then().statusCode(400);

    Mailed second = reset(user);
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("email", "moved@example.com"))
        .patch(user.path())
        .then()
        .statusCode(200);
    confirm(Shape.DJOSER, second, "Y3t-another-horse").then().statusCode(400);
  }

  @Test
  void ofManyWhoUseATokenAtOnceOneSucceeds() throws Exception {
    User user = api.user();
    Mailed mailed = reset(user);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> confirms =
          IntStream.range(0, 8)
              .<Callable<Integer>>mapToObj(
                  i -> () -> confirm(Shape.DJOSER, mailed, "Rac3-password-" + i).statusCode())
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(confirms)) {
        statuses.add(answer.get());
      }

      assertThat(Collections.frequency(statuses, 204)).as("%s", statuses).isEqualTo(1);
      assertThat(new HashSet<>(statuses)).isSubsetOf(Set.of(204, 400, 409));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void noOtherTokenIsTakenForAMailedOne() {
    User user = api.user();
    User other = api.user();
    Mailed mailed = reset(user);
    post("/dj-rest-auth/registration/resend-email/", Map.of("email", address(user)));
    Mailed verification = mailed();
    List<String> tokens =
        List.of(
            user.access(),
            user.refresh(),
            verification.token(),
            mailed.token() + "x",
            mailed.token().substring(0, mailed.token().lastIndexOf('.') + 1),
            "a.b.c",
            "");

    assertThat(tokens)
        .allSatisfy(
            token ->
                confirm(Shape.DJOSER, new Mailed("", mailed.uid(), token, ""), NEW_PASSWORD)
                    .then()
                    .statusCode(400));
    confirm(Shape.DJOSER, new Mailed("", uidOf(other), mailed.token(), ""), NEW_PASSWORD)
        .then()
        .statusCode(400)
        .body("uid", hasItem("Invalid user id or user doesn't exist."));
    post("/dj-rest-auth/registration/verify-email/", Map.of("key", mailed.token()))
        .then()
        .statusCode(404);
    api.as(mailed.token()).get("/auth/me/").then().statusCode(401);
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  private static String uidOf(User user) {
    return MailPages.uid(UserId.of(user.id()));
  }

  /** Whoever guesses ids is told the same of each. */
  @ParameterizedTest
  @ValueSource(strings = {"MQ", "OTk5OTk5", "%", "", "MQ=="})
  void aBadTokenIsRefusedAsSuchWhateverTheId(String uid) {
    Map<String, String> body =
        Map.of("uid", "x" + uid, "token", "no-token", "new_password", NEW_PASSWORD);

    post("/auth/users/reset_password_confirm/", body)
        .then()
        .statusCode(400)
        .body("token", hasItem("Invalid token for given user."))
        .body("uid", nullValue());
  }

  @Test
  void anAddressThatNobodyHasIsAnsweredTheSame() {
    User disabled = api.disabled();
    for (Shape shape : Shape.values()) {
      Response known = askForReset(shape, address(api.user()));
      mailed();
      for (String address : List.of(Api.newName() + "@example.com", address(disabled))) {
        Response unknown = askForReset(shape, address);

        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.asString()).isEqualTo(known.asString());
      }
    }
    User last = api.user();
    assertThat(reset(last).mail()).as("nobody was written to between").contains(address(last));
  }

  @Test
  void theAnswerDoesNotWaitForTheMailServer() {
    User user = api.user();
    Map<String, Object> before = admin.configure(Map.of("smtpServer", Mailbox.serverAt(9)));
    try {
      askForReset(Shape.REST_AUTH, address(user)).then().statusCode(200);
      await()
          .untilAsserted(
              () ->
                  admin
                      .request()
                      .queryParam("user", admin.id(user.username()))
                      .queryParam("type", "SEND_RESET_PASSWORD_ERROR")
                      .get(admin.path("/events"))
                      .then()
                      .body("[0].error", equalTo("email_send_failed")));
    } finally {
      admin.configure(before);
    }
  }

  @Test
  void allWhoShareAnAddressGetAMailOfTheirOwn() {
    String shared = Api.newName() + "@example.com";
    for (int i = 0; i < 2; i++) {
      admin.create(Api.newName(), Map.of("email", shared));
    }

    askForReset(Shape.REST_AUTH, shared).then().statusCode(200);

    assertThat(Set.of(mailed().uid(), mailed().uid())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.com\\r\\nBcc: b@example.com",
        "a@example.com\\nX: y",
        "a@example.com,b@example.com",
        "a@example.com b@example.com",
        "<a@example.com>"
      })
  void noHeaderOfAMailIsWrittenByAnAddress(String address) {
    String body = "{\"email\":\"" + address + "\"}";

    post("/dj-rest-auth/password/reset/", body).then().statusCode(400);
    post("/auth/users/resend_activation/", body).then().statusCode(400);
  }

  @Test
  void mailsToAnAddressAreLimitedWhetherOrNotAnyoneHasIt() {
    String address = Api.newName() + "@example.com";
    for (int i = 0; i < MAILS_TO_AN_ADDRESS; i++) {
      askForReset(Shape.DJOSER, address).then().statusCode(204);
    }

    askForReset(Shape.DJOSER, address.toUpperCase(Locale.ROOT)).then().statusCode(429);
    askForReset(Shape.DJOSER, Api.newName() + "@example.com").then().statusCode(204);
  }

  @Test
  void aRealmWithoutForgottenPasswordsResetsNone() {
    User user = api.user();
    Mailed mailed = reset(user);
    Map<String, Object> before = admin.configure(Map.of("resetPasswordAllowed", false));
    try {
      askForReset(Shape.REST_AUTH, address(user)).then().statusCode(403);
      confirm(Shape.REST_AUTH, mailed, NEW_PASSWORD).then().statusCode(403);
    } finally {
      admin.configure(before);
    }
  }

  // Verifying the address

  @ParameterizedTest
  @CsvSource({"REST_AUTH", "DJOSER"})
  void whoIsMailedATokenVerifiesTheAddressOnce(Shape shape) {
    User user = api.user();
    String resend = path(shape, "registration/resend-email/", "resend_activation/");
    String verify = path(shape, "registration/verify-email/", "activation/");

    post(resend, Map.of("email", address(user))).then().statusCode(ok(shape));
    Mailed mailed = mailed();
    Map<String, String> key =
        shape == Shape.REST_AUTH
            ? Map.of("key", mailed.token())
            : Map.of("uid", mailed.uid(), "token", mailed.token());

    assertThat(mailed.kind()).isEqualTo("verify");
    post(verify, key).then().statusCode(ok(shape));
    assertThat(admin.user(admin.id(user.username()))).containsEntry("emailVerified", true);
    post(verify, key).then().statusCode(shape == Shape.REST_AUTH ? 404 : 400);
    post(resend, Map.of("email", address(user))).then().statusCode(ok(shape));
    User next = api.user();
    post(resend, Map.of("email", address(next))).then().statusCode(ok(shape));
    assertThat(mailed().mail()).as("not to who has verified it").contains(address(next));
  }

  // Logging in and out

  @Test
  void aLoginAnswersTokensAndTheUser() {
    User user = api.user();
    Map<String, String> login = Map.of("username", user.username(), "password", user.password());

    Response answer = post("/dj-rest-auth/login/", login);

    answer
        .then()
        .statusCode(200)
        .body("user.pk", equalTo((int) user.id()))
        .body("user.username", equalTo(user.username()))
        .body("user.email", equalTo(address(user)));
    api.as(answer.path("access").toString()).get("/auth/me/").then().statusCode(200);
    post("/dj-rest-auth/login/", Map.of("username", user.username(), "password", "no"))
        .then()
        .statusCode(400)
        .body("non_field_errors", hasItem("Unable to log in with provided credentials."));
    post("/dj-rest-auth/login/", Map.of("password", "no")).then().statusCode(400);
    post("/dj-rest-auth/login/", Map.of("email", address(user), "password", user.password()))
        .then()
        .statusCode(400);
  }

  @Test
  void anAddressLogsInWhereTheRealmLetsIt() {
    User user = api.user();
    Map<String, Object> before =
        admin.configure(Map.of("loginWithEmailAllowed", true, "duplicateEmailsAllowed", false));
    try {
      post("/dj-rest-auth/login/", Map.of("email", address(user), "password", user.password()))
          .then()
          .statusCode(200)
          .body("user.username", equalTo(user.username()));
    } finally {
      admin.configure(before);
    }
  }

  @Test
  void aLogoutEndsTheSessionAndItsAccessTokens() {
    User user = api.user();

    post("/dj-rest-auth/logout/", Map.of("refresh", user.refresh())).then().statusCode(200);

    api.as(user).get("/auth/me/").then().statusCode(401);
    api.refresh(user.refresh()).then().statusCode(401);
    for (Map<String, String> body :
        List.of(
            Map.of("refresh", user.refresh()),
            Map.of("refresh", user.access()),
            Map.of("refresh", ""),
            Map.<String, String>of())) {
      post("/dj-rest-auth/logout/", body).then().statusCode(401);
    }
  }

  @Test
  void aRefreshTellsWhenTheNewTokenExpires() {
    User user = api.user();

    Response answer = post("/dj-rest-auth/token/refresh/", Map.of("refresh", user.refresh()));

    answer.then().statusCode(200);
    assertThat(answer.jsonPath().getString("access_expiration")).endsWith("Z");
    post("/dj-rest-auth/token/verify/", Map.of("token", answer.path("access").toString()))
        .then()
        .statusCode(200);
    post("/dj-rest-auth/token/refresh/", Map.of("refresh", "no")).then().statusCode(401);
  }

  @Test
  void djosersTokensAreThoseOfTheApi() {
    User user = api.user();
    Map<String, String> login = Map.of("username", user.username(), "password", user.password());

    Response tokens = post("/auth/jwt/create/", login);

    tokens.then().statusCode(200);
    String access = tokens.path("access");
    assertThat(Jwt.of(access).claim("user_id")).isEqualTo(Long.toString(user.id()));
    post("/auth/jwt/verify/", Map.of("token", access)).then().statusCode(200);
    post("/auth/jwt/refresh/", Map.of("refresh", tokens.path("refresh").toString()))
        .then()
        .statusCode(200);
    api.anonymous().post("/auth/token/login/").then().statusCode(404);
  }

  @Test
  void theCallerChangesItsNamesAndNothingElse() {
    User user = api.user();
    Map<String, Object> sent =
        Map.of("first_name", "New", "email", "other@example.com", "is_staff", true, "pk", 1);

    api.as(user).filter(documented).get("/dj-rest-auth/user/").then().statusCode(200);
    api.as(user)
        .filter(documented)
        .contentType(ContentType.JSON)
        .body(sent)
        .patch("/dj-rest-auth/user/")
        .then()
        .statusCode(200)
        .body("first_name", equalTo("New"))
        .body("email", equalTo(address(user)))
        .body("pk", equalTo((int) user.id()));
    api.as(user)
        .filter(documented)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "New"))
        .put("/dj-rest-auth/user/")
        .then()
        .statusCode(400)
        .body("username", hasItem("This field is required."));
    api.as(user).get("/auth/me/").then().body("is_staff", equalTo(false));
    api.anonymous().filter(documented).get("/dj-rest-auth/user/").then().statusCode(401);
  }

  // djoser's users

  private static Map<String, Object> registration(String name) {
    return Map.of(
        "username",
        name,
        "email",
        name + "@example.com",
        "password",
        NEW_PASSWORD,
        "re_password",
        NEW_PASSWORD,
        "is_staff",
        true);
  }

  private Response atMe(User user, String method, Object body) {
    return api.as(user)
        .filter(documented)
        .contentType(ContentType.JSON)
        .body(body)
        .request(method, "/auth/users/me/");
  }

  @Test
  void whoRegistersWithDjoserIsAUserLikeAnyOther() {
    String name = Api.newName();

    Response answer = post("/auth/users/", registration(name));

    answer.then().statusCode(201).body("username", equalTo(name)).body("id", notNullValue());
    assertThat(answer.jsonPath().getMap("$")).containsOnlyKeys("email", "id", "username");
    String access = api.obtain(name, NEW_PASSWORD).path("access");
    api.as(access).get("/auth/me/").then().body("is_staff", equalTo(false));
    post("/auth/users/", registration(name))
        .then()
        .statusCode(400)
        .body("username.size()", equalTo(1));
    Map<String, Object> differing = new HashMap<>(registration(Api.newName()));
    differing.put("re_password", "no");
    post("/auth/users/", differing)
        .then()
        .statusCode(400)
        .body("non_field_errors", hasItem("The two password fields didn't match."));
    differing.put("password", List.of());
    post("/auth/users/", differing).then().statusCode(400);
    for (String body : List.of("null", "[]", "{}", "{", "{\"re_password\":{},\"password\":{}}")) {
      post("/auth/users/", body).then().statusCode(400);
    }
  }

  @Test
  void nobodyButStaffRegistersWhereTheRealmHasNoRegistration() {
    User staff = api.staff();
    Map<String, Object> before = admin.configure(Map.of("registrationAllowed", false));
    try {
      post("/auth/users/", registration(Api.newName())).then().statusCode(403);
      post(api.as(api.user()), "/auth/users/", registration(Api.newName())).then().statusCode(403);
      post(api.as(staff), "/auth/users/", registration(Api.newName())).then().statusCode(201);
    } finally {
      admin.configure(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH"})
  void theCallerChangesItsAddressAndNothingElseWithDjoser(String method) {
    User user = api.user();
    Map<String, Object> sent =
        Map.of("email", "new-" + address(user), "username", "other", "is_staff", true, "id", 1);

    atMe(user, method, sent)
        .then()
        .statusCode(200)
        .body("email", equalTo("new-" + address(user)))
        .body("username", equalTo(user.username()))
        .body("id", equalTo((int) user.id()));
    atMe(user, method, Map.of("email", "no address"))
        .then()
        .statusCode(400)
        .body("email.size()", equalTo(1));
    atMe(user, method, "null").then().statusCode(400);
    api.as(user)
        .filter(documented)
        .get("/auth/users/me/")
        .then()
        .statusCode(200)
        .body("email", equalTo("new-" + address(user)));
    api.as(user).get("/auth/me/").then().body("is_staff", equalTo(false));
    api.anonymous().filter(documented).get("/auth/users/me/").then().statusCode(401);
  }

  @Test
  void whoKnowsThePasswordDeletesItselfWithDjoser() {
    User user = api.user();

    atMe(user, "DELETE", Map.of()).then().statusCode(400);
    atMe(user, "DELETE", "[]").then().statusCode(400);
    atMe(user, "DELETE", Map.of("current_password", "wrong"))
        .then()
        .statusCode(400)
        .body("current_password", hasItem("Invalid password."));
    admin
        .request()
        .queryParam("user", admin.id(user.username()))
        .queryParam("type", "UPDATE_CREDENTIAL_ERROR")
        .get(admin.path("/events"))
        .then()
        .body("[0].error", equalTo("invalid_user_credentials"));
    api.as(user).get("/auth/me/").then().statusCode(200);

    atMe(user, "DELETE", Map.of("current_password", user.password())).then().statusCode(204);
    api.as(user).get("/auth/me/").then().statusCode(401);
    api.obtain(user.username(), user.password()).then().statusCode(401);
  }

  /** Where no cookie is named. */
  @Test
  void tokensAreNeitherSetNorTakenAsCookies() {
    User user = api.user();
    Map<String, String> login = Map.of("username", user.username(), "password", user.password());

    assertThat(post("/dj-rest-auth/login/", login).headers().getValues("Set-Cookie")).isEmpty();
    api.anonymous()
        .header("Cookie", "jwt-auth=" + user.access() + "; =" + user.access())
        .get("/auth/me/")
        .then()
        .statusCode(401);
  }

  @Test
  void theServedDocumentListsTheCalls() {
    api.anonymous()
        .get("/api/schema/")
        .then()
        .body("paths.'/dj-rest-auth/login/'.post.operationId", equalTo("restAuthLogin"))
        .body("paths.'/auth/jwt/create/'.post.operationId", equalTo("djoserCreate"));
  }
}
