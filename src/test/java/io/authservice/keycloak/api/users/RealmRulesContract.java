package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.Browser;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the realm says to names, e-mails and passwords, by its settings, its policies and its user
 * profile, is so by every door: whoever is let in can log in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealmRulesContract {

  private static final String FIRST = Api.PASSWORD;
  private static final String SECOND = "Second-horse-22";
  private static final String THIRD = "Third-horse-333";
  private static final String REDIRECT = "http://127.0.0.1:9/callback";

  private static final Map<String, Object> TEMPLATE =
      Map.of(
          "passwordPolicy", "maxLength(128)",
          "duplicateEmailsAllowed", true,
          "loginWithEmailAllowed", false,
          "registrationEmailAsUsername", false,
          "editUsernameAllowed", true);

  private final String baseUrl;
  private final BridgedRealm realm;
  private Map<String, Object> profile = Map.of();
  private String clientId = "";

  RealmRulesContract(String baseUrl, BridgedRealm realm) {
    this.baseUrl = baseUrl;
    this.realm = realm;
  }

  @BeforeAll
  void prepare() {
    profile = json(realm.admin("/users/profile")).getMap("");
    clientId = "client-" + Api.newName();
    realm
        .server()
        .asMaster()
        .body(
            Map.of(
                "clientId",
                clientId,
                "publicClient",
                true,
                "standardFlowEnabled",
                true,
                "redirectUris",
                List.of(REDIRECT)))
        .post(realm.admin("/clients"))
        .then()
        .statusCode(201);
  }

  @AfterEach
  void restore() {
    set(TEMPLATE);
    setProfile(profile);
  }

  private JsonPath json(String path) {
    return realm.server().asMaster().get(path).then().statusCode(200).extract().jsonPath();
  }

  private void set(Map<String, Object> settings) {
    realm.server().asMaster().body(settings).put(realm.admin("")).then().statusCode(204);
  }

  private void policy(String policy) {
    set(Map.of("passwordPolicy", policy));
  }

  private void setProfile(Map<String, Object> changed) {
    realm
        .server()
        .asMaster()
        .body(changed)
        .put(realm.admin("/users/profile"))
        .then()
        .statusCode(200);
  }

  private Response register(Map<String, Object> form) {
    return realm.server().anonymous().body(form).post(realm.api("/api/users/"));
  }

  private static Map<String, Object> form(String name, Map<String, Object> more) {
    Map<String, Object> form = new LinkedHashMap<>(Api.form(name));
    form.putAll(more);
    return form;
  }

  /** The id of a new user. */
  private long user(String name) {
    return register(Api.form(name)).then().statusCode(201).extract().jsonPath().getLong("id");
  }

  private Response patch(long id, String name, String password, Map<String, Object> changes) {
    String token = realm.login(name, password);
    return realm.server().as(token).body(changes).patch(realm.api("/api/users/" + id + "/"));
  }

  private Response change(long id, String name, String from, String to) {
    return patch(id, name, from, Map.of("password", to));
  }

  private Response reset(long id, String password) {
    return realm
        .server()
        .asMaster()
        .body(Map.of("type", "password", "value", password, "temporary", false))
        .put(realm.admin("/users/" + realm.keycloakId(id) + "/reset-password"));
  }

  private Response createByAdmin(String name, String email, String password) {
    return realm
        .server()
        .asMaster()
        .body(
            Map.of(
                "username",
                name,
                "email",
                email,
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", password))))
        .post(realm.admin("/users"));
  }

  private Browser loginPage() {
    return page("auth");
  }

  private Browser page(String endpoint) {
    return new Browser(baseUrl)
        .open(
            "%s/realms/%s/protocol/openid-connect/%s?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                .formatted(baseUrl, realm.name(), endpoint, clientId, REDIRECT));
  }

  private static void assertRefused(Response answer, String field, String message) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().<String>getList(field)).containsExactly(message);
  }

  @Test
  void aPasswordThatWasUsedIsRefusedByEveryDoor() {
    String refusal = "Invalid password: must not be equal to any of last 2 passwords.";
    String name = Api.newName();
    long id = user(name);
    policy("passwordHistory(2) and maxLength(128)");

    assertRefused(change(id, name, FIRST, FIRST), "password", refusal);
    assertThat(change(id, name, FIRST, SECOND).statusCode()).isEqualTo(200);
    assertRefused(change(id, name, SECOND, FIRST), "password", refusal);
    assertThat(reset(id, FIRST).statusCode()).isEqualTo(400);
    assertThat(reset(id, SECOND).statusCode()).isEqualTo(400);
    demandNewPassword(id);
    Browser browser = loginPage().submit(Map.of("username", name, "password", SECOND));
    browser.submit(Map.of("password-new", FIRST, "password-confirm", FIRST));
    assertThat(browser.page()).contains("must not be equal to any of last 2 passwords");
    browser.submit(Map.of("password-new", THIRD, "password-confirm", THIRD));
    assertThat(browser.address().toString()).startsWith(REDIRECT);
    assertThat(change(id, name, THIRD, FIRST).statusCode()).isEqualTo(200);

    assertThat(json(realm.admin("/users/" + realm.keycloakId(id))).getMap("attributes").keySet())
        .noneMatch(attribute -> attribute.toString().startsWith("auth-service."));
  }

  private void demandNewPassword(long id) {
    String path = realm.admin("/users/" + realm.keycloakId(id));
    Map<String, Object> user = new HashMap<>(json(path).getMap(""));
    user.put("requiredActions", List.of("UPDATE_PASSWORD"));
    realm.server().asMaster().body(user).put(path).then().statusCode(204);
  }

  @Test
  void aPasswordOfTheLastDaysIsRefused() {
    String refusal = "Invalid password: new password doesn't match password policies.";
    String name = Api.newName();
    long id = user(name);
    policy("passwordAge(5) and maxLength(128)");

    assertRefused(change(id, name, FIRST, FIRST), "password", refusal);
    assertThat(change(id, name, FIRST, SECOND).statusCode()).isEqualTo(200);
    assertThat(change(id, name, SECOND, THIRD).statusCode()).isEqualTo(200);
    assertRefused(change(id, name, THIRD, FIRST), "password", refusal);
    assertThat(reset(id, FIRST).statusCode()).isEqualTo(400);
  }

  @Test
  void daysLookBackAtTwentyFourPasswordsAtMost() {
    long id = user(Api.newName());
    policy("passwordAge(5) and maxLength(128)");
    for (int i = 1; i <= 25; i++) {
      assertThat(reset(id, FIRST + i).statusCode()).isEqualTo(204);
    }

    assertThat(reset(id, FIRST + 1).statusCode()).isEqualTo(400);
    assertThat(reset(id, FIRST).statusCode()).isEqualTo(204);
  }

  @Test
  void anExpiredPasswordMustBeChangedAtTheLogin() {
    String name = Api.newName();
    user(name);
    policy("forceExpiredPasswordChange(0) and maxLength(128)");

    Response refused = realm.obtain(name, FIRST);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("action_required");
    assertThat(refused.jsonPath().<String>getList("required_actions"))
        .containsExactly("UPDATE_PASSWORD");
    assertThat(
            realm
                .server()
                .nativeLogin(realm.name(), "admin-cli", name, FIRST)
                .jsonPath()
                .getString("error_description"))
        .isEqualTo("Account is not fully set up");
    Browser browser = loginPage().submit(Map.of("username", name, "password", FIRST));
    browser.submit(Map.of("password-new", SECOND, "password-confirm", SECOND));
    assertThat(browser.address().toString()).as(browser.page()).startsWith(REDIRECT);

    policy("forceExpiredPasswordChange(1) and maxLength(128)");
    realm.login(name, SECOND);
  }

  /** Whoever finds a new one here sees to it that it holds by every door. */
  @Test
  void thesePoliciesThereAre() {
    assertThat(json("/admin/serverinfo").<String>getList("passwordPolicies.id"))
        .containsExactlyInAnyOrder(
            // Looked at below, and above.
            "digits",
            "djangoCommonPassword",
            "djangoMinimumLength",
            "djangoNumericPassword",
            "djangoUserAttributeSimilarity",
            "length",
            "lowerCase",
            "maxLength",
            "notContainsUsername",
            "notEmail",
            "notUsername",
            "regexPattern",
            "specialChars",
            "upperCase",
            "forceExpiredPasswordChange",
            "passwordAge",
            "passwordHistory",
            // Needs a file of the server's.
            "passwordBlacklist",
            // How passwords are hashed: PasswordFormatsIT.
            "hashAlgorithm",
            "hashIterations",
            // Of other things than passwords.
            "maxAuthAge",
            "recoveryCodesWarningThreshold");
  }

  @ParameterizedTest
  @CsvSource({
    "digits(3), abcdef, Invalid password: must contain at least 3 numerical digits.",
    "djangoCommonPassword, letmein, This password is too common.",
    "djangoMinimumLength(9), abcdef, This password is too short. It must contain at least 9 characters.",
    "djangoNumericPassword, 20262027, This password is entirely numeric.",
    "djangoUserAttributeSimilarity(0.7), %s1, The password is too similar to the username.",
    "length(9), abcdef, Invalid password: minimum length 9.",
    "lowerCase(3), ABCDEF, Invalid password: must contain at least 3 lower case characters.",
    "maxLength(5), abcdef, Invalid password: maximum length 5.",
    "notContainsUsername, x%sx, Invalid password: Can not contain the username.",
    "notEmail, %s@example.com, Invalid password: must not be equal to the email.",
    "notUsername, %s, Invalid password: must not be equal to the username.",
    "regexPattern(x.*), abcdef, Invalid password: fails to match regex pattern(s).",
    "specialChars(1), abcdef, Invalid password: must contain at least 1 special characters.",
    "upperCase(2), abcdef, Invalid password: must contain at least 2 upper case characters."
  })
  void everyPolicyHoldsByEveryDoor(String policy, String password, String refusal) {
    String name = Api.newName();
    long id = user(name);
    String token = realm.login(name, FIRST);
    policy(policy);

    String other = Api.newName();
    assertRefused(
        register(form(other, Map.of("password", password.formatted(other)))), "password", refusal);
    assertRefused(
        realm
            .server()
            .as(token)
            .body(Map.of("password", password.formatted(name)))
            .patch(realm.api("/api/users/" + id + "/")),
        "password",
        refusal);
    // By what the user is to be called, not by what it is called yet.
    assertRefused(
        realm
            .server()
            .as(token)
            .body(form(other, Map.of("password", password.formatted(other))))
            .put(realm.api("/api/users/" + id + "/")),
        "password",
        refusal);
    assertThat(reset(id, password.formatted(name)).statusCode()).isEqualTo(400);
    assertThat(createByAdmin(other, other + "@example.com", password.formatted(other)).statusCode())
        .isEqualTo(400);
    set(TEMPLATE);
    realm.login(name, FIRST);
  }

  @Test
  void emailsAreUniqueWhereTheRealmSaysSo() {
    set(Map.of("duplicateEmailsAllowed", false));
    String name = Api.newName();
    user(name);
    String other = Api.newName();
    String message = "A user with that email already exists.";

    assertRefused(
        register(form(other, Map.of("email", name.toUpperCase() + "@Example.com"))),
        "email",
        message);
    long id = user(other);
    assertRefused(
        patch(id, other, FIRST, Map.of("email", name + "@example.com")), "email", message);
    assertThat(
            patch(id, other, FIRST, Map.of("email", other + "@example.com", "first_name", "B"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theEmailIsTheUsernameWhereTheRealmSaysSo() {
    String before = Api.newName();
    long id = user(before);
    set(Map.of("registrationEmailAsUsername", true));
    String message = "The username must be the email address here.";
    String name = Api.newName();
    String email = name + "@example.com";

    assertRefused(register(Api.form(name)), "username", message);
    register(form(email, Map.of("email", email))).then().statusCode(201);
    realm.login(email, FIRST);
    assertRefused(patch(id, before, FIRST, Map.of("email", "other-" + email)), "email", message);
    assertThat(patch(id, before, FIRST, Map.of("first_name", "B")).statusCode()).isEqualTo(200);
    realm.login(before, FIRST);
  }

  @Test
  void newUsersHaveToDoWhatTheRealmWantsOfNewUsers() {
    String terms = realm.admin("/authentication/required-actions/TERMS_AND_CONDITIONS");
    Map<String, Object> before = json(terms).getMap("");
    Map<String, Object> demanded = new HashMap<>(before);
    demanded.put("enabled", true);
    demanded.put("defaultAction", true);
    String known = Api.newName();
    user(known);
    realm.server().asMaster().body(demanded).put(terms).then().statusCode(204);
    try {
      String name = Api.newName();
      user(name);
      assertThat(realm.obtain(name, FIRST).jsonPath().<String>getList("required_actions"))
          .containsExactly("TERMS_AND_CONDITIONS");
      String other = Api.newName();
      createByAdmin(other, other + "@example.com", FIRST).then().statusCode(201);
      assertThat(realm.obtain(other, FIRST).jsonPath().<String>getList("required_actions"))
          .containsExactly("TERMS_AND_CONDITIONS");
      realm.login(known, FIRST);
    } finally {
      realm.server().asMaster().body(before).put(terms).then().statusCode(204);
    }
  }

  @Test
  void usernamesStayWhereTheRealmSaysSo() {
    set(Map.of("editUsernameAllowed", false));
    String name = Api.newName();
    long id = user(name);

    assertRefused(
        patch(id, name, FIRST, Map.of("username", name + "x")),
        "username",
        "The username cannot be changed here.");
    assertThat(patch(id, name, FIRST, Map.of("username", name, "first_name", "B")).statusCode())
        .isEqualTo(200);
  }

  /** Keycloak looks at e-mails again when their users log in. */
  @Test
  void anEmailThatALoginRefusesIsNotTaken() {
    String name = Api.newName();
    String longer = Api.newName();
    register(form(longer, Map.of("email", "a".repeat(230) + "@example.com")))
        .then()
        .statusCode(201);
    realm.login(longer, FIRST);
    withValidations("email", "email");

    assertRefused(
        register(form(name, Map.of("email", "a".repeat(65) + "@example.com"))),
        "email",
        "Invalid email address.");
    register(form(name, Map.of("email", "a".repeat(64) + "@example.com"))).then().statusCode(201);
    realm.login(name, FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_name", "last_name"})
  void aNameThatTheUserProfileRefusesIsNotTaken(String field) {
    String before = Api.newName();
    long id =
        register(form(before, Map.of(field, "A(b)")))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    String token = realm.login(before, FIRST);
    withValidations(
        field.equals("first_name") ? "firstName" : "lastName", "person-name-prohibited-characters");
    String name = Api.newName();

    Response refused = register(form(name, Map.of(field, "A(b)")));
    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
    assertThat(refused.jsonPath().getMap("").keySet()).hasToString("[" + field + "]");
    register(form(name, Map.of(field, "Ab"))).then().statusCode(201);
    realm.login(name, FIRST);
    // What was there before is let be until it changes.
    assertThat(
            realm
                .server()
                .as(token)
                .body(Map.of(field, "A(b)", "email", "b-" + before + "@example.com"))
                .patch(realm.api("/api/users/" + id + "/"))
                .statusCode())
        .isEqualTo(200);
  }

  /** The profile with this one rule for an attribute. */
  private void withValidations(String attribute, String rule) {
    ObjectNode changed = new ObjectMapper().valueToTree(profile);
    changed
        .get("attributes")
        .forEach(
            declared -> {
              if (declared.get("name").textValue().equals(attribute)) {
                ((ObjectNode) declared).putObject("validations").putObject(rule);
              }
            });
    setProfile(
        new ObjectMapper().convertValue(changed, new TypeReference<Map<String, Object>>() {}));
  }

  /** Keycloak keeps users of such names itself, so that they would have no number. */
  @ParameterizedTest
  @ValueSource(strings = {"service-account-", "Service-Account-"})
  void namesOfServiceAccountsAreTakenByEveryDoor(String prefix) {
    String taken = prefix + Api.newName();
    String email = Api.newName() + "@example.com";
    String message = "A user with that username already exists.";

    assertRefused(register(form(taken, Map.of("email", email))), "username", message);
    assertThat(createByAdmin(taken, email, FIRST).statusCode()).isEqualTo(409);
    Browser browser = page("registrations");
    browser.submit(
        Map.of(
            "username", taken,
            "email", email,
            "password", FIRST,
            "password-confirm", FIRST));
    assertThat(browser.address().toString()).startsWith(baseUrl);
    String name = Api.newName();
    long id = user(name);
    assertRefused(patch(id, name, FIRST, Map.of("username", taken)), "username", message);
    String path = realm.admin("/users/" + realm.keycloakId(id));
    Map<String, Object> user = new HashMap<>(json(path).getMap(""));
    user.put("username", taken);
    assertThat(realm.server().asMaster().body(user).put(path).statusCode()).isEqualTo(409);
    assertThat(json(realm.admin("/users?search=" + taken)).getList("")).isEmpty();
  }

  /** The rule is for people's names: Keycloak goes on with its own. */
  @Test
  void serviceAccountsAreMadeAndEditedAsBefore() {
    String client = Api.newName();
    realm
        .server()
        .asMaster()
        .body(Map.of("clientId", client, "publicClient", false, "serviceAccountsEnabled", true))
        .post(realm.admin("/clients"))
        .then()
        .statusCode(201);
    Map<String, Object> account =
        new HashMap<>(
            json(realm.admin("/users?exact=true&username=service-account-" + client.toLowerCase()))
                .getMap("[0]"));
    account.put("firstName", "Machine");
    realm
        .server()
        .asMaster()
        .body(account)
        .put(realm.admin("/users/" + account.get("id")))
        .then()
        .statusCode(204);
  }
}
