package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/users/} and {@code /api/users/<id>/}. */
@Tag("contract")
@WithTestServer
class UsersIT {

  private static final String USERS = "/api/users/";
  private static final String LIST_METHODS = "GET, POST, HEAD, OPTIONS";
  private static final String USER_METHODS = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";
  private static final String BAD_NAME =
      "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_"
          + " characters.";
  private static final String TAKEN = "A user with that username already exists.";

  private final Api api;

  UsersIT(TestServer server) {
    api = new Api(server);
  }

  private Response create(Map<String, ?> form) {
    return json(api.anonymous(), form).post(USERS);
  }

  private Response createNamed(String username) {
    return createWith(Map.of("username", username));
  }

  private Response createWith(Map<String, ?> changed) {
    Map<String, Object> form = Api.form(Api.newName());
    form.putAll(changed);
    return create(form);
  }

  private static RequestSpecification json(RequestSpecification request, Object body) {
    return request.contentType(ContentType.JSON).body(body);
  }

  @Nested
  class Creating {

    @Test
    void showsTheNewUserWithoutItsPassword() {
      String name = Api.newName();

      Response response = create(Api.form(name));

      assertThat(response.statusCode()).isEqualTo(201);
      long id = response.jsonPath().getLong("id");
      assertThat(response.asString())
          .isEqualTo(new User(id, name, Api.PASSWORD, "", "").json())
          .doesNotContain("password");
      assertThat(response.contentType()).isEqualTo("application/json");
      assertThat(response.header("Allow")).isEqualTo(LIST_METHODS);
      assertThat(response.header("Vary")).isEqualTo("Accept, Origin");
      assertThat(response.header("Location")).isNull();
    }

    @Test
    void givesAscendingIds() {
      long first = createNamed(Api.newName()).jsonPath().getLong("id");
      long second = createNamed(Api.newName()).jsonPath().getLong("id");

      assertThat(second).isGreaterThan(first);
    }

    @Test
    void showsEveryTextAsItWasSent() {
      Map<String, String> texts = new LinkedHashMap<>();
      for (UserField<String> text : UserField.TEXTS) {
        if (text.isSetBy(UserField.Writer.USERS)) {
          texts.put(text.column(), text.column() + "-" + Api.newName());
        }
      }
      texts.computeIfPresent("email", (column, text) -> text + "@example.com");

      Response response = createWith(texts);

      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(response.jsonPath().<String, Object>getMap("$")).containsAllEntriesOf(texts);
    }

    @Test
    void namesAreOptional() {
      String name = Api.newName();

      create(Map.of("username", name, "password", Api.PASSWORD, "email", name + "@example.com"))
          .then()
          .statusCode(201)
          .body("first_name", equalTo(""))
          .body("last_name", equalTo(""));
      api.obtain(name, Api.PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {} | {"username":["This field is required."],"email":["This field is required."],"password":["This field is required."]}
            '' | {"username":["This field is required."],"email":["This field is required."],"password":["This field is required."]}
            {"username": "", "email": "", "password": ""} | {"username":["This field may not be blank."],"email":["This field may not be blank."],"password":["This field may not be blank."]}
            {"username": null, "email": null, "first_name": null, "last_name": null, "password": null} | {"username":["This field may not be null."],"email":["This field may not be null."],"first_name":["This field may not be null."],"last_name":["This field may not be null."],"password":["This field may not be null."]}
            {"username": true, "email": "a@b.de", "first_name": {}, "last_name": [], "password": false} | {"username":["Not a valid string."],"first_name":["Not a valid string."],"last_name":["Not a valid string."],"password":["Not a valid string."]}
            [] | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
            true | {"non_field_errors":["Invalid data. Expected a dictionary, but got bool."]}
            """)
    void saysWhatIsWrongWithEachField(String body, String errors) {
      Response response = json(api.anonymous(), body).post(USERS);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString()).isEqualTo(errors);
      assertThat(response.header("Allow")).isEqualTo(LIST_METHODS);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a b",
          "a/b",
          "a\nb",
          "a\u200bb",
          "a\u00a0b",
          "<script>",
          "a%20",
          "a\\b",
          "e\u0301"
        })
    void refusesNamesWithOtherCharacters(String name) {
      createNamed(name).then().statusCode(400).body("username", hasItem(BAD_NAME));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "@.+-_",
          "MiXeD",
          "\u00e9",
          "\uff21\uff22",
          "\u0661\u0662",
          "\u0130",
          "\ud840\udc00"
        })
    void keepsNamesAsTheyWereSpelled(String part) {
      String name = Api.newName() + part;

      createNamed(name).then().statusCode(201).body("username", equalTo(name));
      Response tokens = api.obtain(name, Api.PASSWORD);
      assertThat(tokens.statusCode()).isEqualTo(200);
      api.as(tokens.path("access").toString())
          .get("/auth/me/")
          .then()
          .body("username", equalTo(name));
    }

    @Test
    void refusesATakenName() {
      User user = api.user(Api.newName() + "MiXed");

      for (String name :
          new String[] {
            user.username(),
            " " + user.username() + " ",
            user.username().toLowerCase(Locale.ROOT),
            user.username().toUpperCase(Locale.ROOT)
          }) {
        Response response = createNamed(name);

        assertThat(response.statusCode()).as(name).isEqualTo(400);
        assertThat(response.asString()).isEqualTo("{\"username\":[\"" + TAKEN + "\"]}");
      }
      api.obtain(user.username(), user.password()).then().statusCode(200);
    }

    @Test
    void refusesTheNameOfADisabledUser() {
      createNamed(api.disabled().username())
          .then()
          .statusCode(400)
          .body("username", hasItem(TAKEN));
    }

    @Test
    void freesTheNameOfADeletedUserButNotItsId() {
      User gone = api.deleted();

      Response again = createNamed(gone.username());

      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.jsonPath().getLong("id")).isGreaterThan(gone.id());
      api.as(gone).get("/auth/me/").then().statusCode(401).body("code", equalTo("user_not_found"));
      api.refresh(gone.refresh()).then().statusCode(401);
    }

    @Test
    void allowsOneEmailForMany() {
      String email = Api.newName() + "@example.com";

      createWith(Map.of("email", email)).then().statusCode(201);
      createWith(Map.of("email", email)).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@", "@example.com", "a b@example.com", "a@example..com", "nope"})
    void refusesWhatIsNoEmail(String email) {
      createWith(Map.of("email", email))
          .then()
          .statusCode(400)
          .body("email", hasItem("Enter a valid email address."));
    }

    @ParameterizedTest
    @CsvSource({"username, 150", "first_name, 150", "last_name, 150", "password, 128"})
    void limitsTheLengthOfText(String field, int length) {
      String text = (Api.newName() + "x".repeat(length)).substring(0, length);

      createWith(Map.of(field, text)).then().statusCode(201);
      createWith(Map.of(field, text + "x"))
          .then()
          .statusCode(400)
          .body(field, hasItem("Ensure this field has no more than " + length + " characters."));
    }

    @Test
    void ignoresFieldsThatAreTheServers() {
      createWith(Map.of("id", 1, "is_superuser", true, "date_joined", "2001-01-01", "foo", 1))
          .then()
          .statusCode(201)
          .body("is_staff", equalTo(false));
    }

    @Test
    void readsOtherEncodings() {
      String name = Api.newName();
      byte[] latin1 =
          "{\"username\": \"%s\", \"password\": \"abcdefgh\", \"email\": \"a@b.de\", \"first_name\": \"Ren\u00e9\"}"
              .formatted(name)
              .getBytes(StandardCharsets.ISO_8859_1);

      api.anonymous()
          .header("Content-Type", "application/json; charset=iso-8859-1")
          .body(latin1)
          .post(USERS)
          .then()
          .statusCode(201)
          .body("first_name", equalTo("Ren\u00e9"));
    }

    @Test
    void readsForms() {
      String urlEncoded = Api.newName();
      String multipart = Api.newName();

      api.anonymous()
          .contentType("application/x-www-form-urlencoded")
          .body(
              "username=%s&password=abc%%20def&email=a%%40b.de&first_name=First+Name"
                  .formatted(urlEncoded))
          .post(USERS)
          .then()
          .statusCode(201)
          .body("first_name", equalTo("First Name"))
          .body("email", equalTo("a@b.de"));
      api.anonymous()
          .multiPart("username", multipart)
          .multiPart("password", "abc def")
          .multiPart("email", "a@b.de")
          .multiPart("first_name", "Ren\u00e9", "text/plain; charset=utf-8")
          .post(USERS)
          .then()
          .statusCode(201)
          .body("first_name", equalTo("Ren\u00e9"));
      api.obtain(urlEncoded, "abc def").then().statusCode(200);
      api.obtain(multipart, "abc def").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"username\": \"a\"",
          "{'username': 'a'}",
          "{\"username\": \"a\"} {}",
          "{\"username\": NaN}",
          "{\"username\" /* x */: \"a\"}",
          "username=a&password=b",
          "{\"a\":1,}"
        })
    void refusesMalformedJson(String body) {
      json(api.anonymous(), body)
          .post(USERS)
          .then()
          .statusCode(400)
          .body("detail", startsWith("JSON parse error - "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/vnd.api+json", "application/xml"})
    void refusesOtherMediaTypes(String type) {
      Response response = api.anonymous().contentType(type).body("{}").post(USERS);

      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.asString())
          .isEqualTo(
              "{\"detail\":\"Unsupported media type \\\"%s\\\" in request.\"}".formatted(type));
    }

    @Test
    void refusesABodyAboveTheLimit() {
      Map<String, Object> form = Api.form(Api.newName());
      form.put("first_name", "x".repeat(5 * 1024 * 1024));

      create(form).then().statusCode(413);
    }

    @Test
    void ignoresTheQueryAndOverridingHeaders() {
      json(api.anonymous(), "{}")
          .header("X-HTTP-Method-Override", "GET")
          .post(USERS + "?username=a&password=b")
          .then()
          .statusCode(400);
    }

    @Test
    void obeysNoHeaderOfTheServersOwn() {
      json(api.anonymous(), "{}")
          .header("X-Auth-Service-Method", "GET")
          .header("X-Auth-Service-Content-Type", "text/plain")
          .header("X-Auth-Service-Path", "/x")
          .post(USERS)
          .then()
          .statusCode(400)
          .body("username", hasItem("This field is required."));
    }
  }

  @Nested
  class Listing {

    @Test
    void isForThoseWhoAreLoggedIn() {
      Response response = api.anonymous().get(USERS);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"Authentication credentials were not provided.\"}");
      assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
      assertThat(response.header("Allow")).isEqualTo(LIST_METHODS);
    }

    @Test
    void isNotPaginated() {
      User user = api.user();

      Response response = api.as(user).get(USERS + "?page=2&limit=1&offset=1&search=x");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString()).isEqualTo("[" + user.json() + "]");
      assertThat(response.header("Allow")).isEqualTo(LIST_METHODS);
    }

    @Test
    void ofEveryoneIsOneJsonArray() {
      User user = api.user();

      Response response = api.asSuperuser().get(USERS);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.contentType()).isEqualTo("application/json");
      assertThat(response.asString()).startsWith("[{\"id\":").endsWith("}]").contains(user.json());
    }

    @ParameterizedTest
    @CsvSource({
      "application/json, 200",
      "'application/json; indent=4', 200",
      "*/*, 200",
      "application/*, 200",
      "text/html, 200",
      "'application/json, text/html', 200",
      "application/xml, 406",
      "image/png, 406",
      "garbage, 406"
    })
    void isRenderedAsAccepted(String accept, int status) {
      Response response = api.as(api.user()).accept(accept).get(USERS);

      assertThat(response.statusCode()).isEqualTo(status);
      if (status == 406) {
        assertThat(response.asString())
            .isEqualTo("{\"detail\":\"Could not satisfy the request Accept header.\"}");
      }
    }

    @Test
    void isAPageForABrowser() {
      Response response = api.as(api.user()).accept("text/html").get(USERS);

      assertThat(response.contentType()).startsWith("text/html");
      assertThat(response.asString()).contains("<title>User List Create");
    }

    @Test
    void escapesWhatAPageShows() {
      User user = api.user();
      json(api.as(user), Map.of("first_name", "<script>alert(1)</script>"))
          .patch(user.path())
          .then()
          .statusCode(200);

      assertThat(api.as(user).accept("text/html").get(user.path()).asString())
          .doesNotContain("<script>alert(1)")
          .contains("&lt;script&gt;");
    }

    @Test
    void headHasNoBody() {
      Response response = api.asSuperuser().head(USERS);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "PROPFIND"})
    void hasNoOtherMethods(String method) {
      Response response = api.as(api.user()).request(method, USERS);

      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"Method \\\"%s\\\" not allowed.\"}".formatted(method));
      assertThat(response.header("Allow")).isEqualTo(LIST_METHODS);
    }
  }

  @Nested
  class Describing {

    @Test
    void theListTellsTheFieldsOfARegistration() {
      Response response = api.as(api.user()).options(USERS);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString())
          .startsWith("{\"name\":\"User List Create\",\"description\":\"\",\"renders\":[")
          .containsSubsequence(
              "\"actions\":{\"POST\":{",
              "\"id\":{\"type\":\"integer\",\"required\":false,\"read_only\":true,\"label\":\"ID\"}",
              "\"username\":{\"type\":\"string\",\"required\":true,\"read_only\":false",
              "\"email\":{\"type\":\"email\"",
              "\"first_name\":",
              "\"last_name\":",
              "\"is_active\":",
              "\"is_staff\":",
              "\"password\":{");
    }

    @Test
    void aUserTellsTheFieldsOfAnUpdateToThoseWhoMay() {
      User user = api.user();

      api.as(user)
          .options(user.path())
          .then()
          .statusCode(200)
          .header("Allow", USER_METHODS)
          .body("name", equalTo("User Retrieve Update Destroy"))
          .body("actions.PUT.username.required", equalTo(true));
      assertThat(api.as(api.user()).options(user.path()).jsonPath().getMap("$"))
          .doesNotContainKey("actions");
    }

    @Test
    void isForThoseWhoAreLoggedIn() {
      api.anonymous().options(api.user().path()).then().statusCode(401);
    }
  }

  @Nested
  class OneUser {

    @Test
    void isShownToItself() {
      User user = api.user();

      Response response = api.as(user).get(user.path());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString()).isEqualTo(user.json());
      assertThat(response.header("Allow")).isEqualTo(USER_METHODS);
      assertThat(api.as(user).head(user.path()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"0", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"})
    void thatIsNotThereIsNotFound(String id) {
      Response response = api.asSuperuser().get(USERS + id + "/");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"No User matches the given query.\"}");
      assertThat(response.header("Allow")).isEqualTo(USER_METHODS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "+1", "-1", "1e1", "0x1", "1.0", "%D9%A1", "1%20", "1;x"})
    void isNamedByDigitsAlone(String id) {
      Response response = api.asSuperuser().get(USERS + id + "/");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.asString()).isEqualTo("{\"detail\":\"Not found.\"}");
    }

    @Test
    void thatIsUnseenLooksLikeOneThatIsNotThere() {
      User other = api.user();
      RequestSpecification hidden = api.as(api.user());
      RequestSpecification absent = api.as(api.user());

      assertThat(hidden.get(other.path()).asString())
          .isEqualTo(absent.get(USERS + "0/").asString());
    }

    @Test
    void isNotCreatedUnderItsId() {
      json(api.as(api.user()), "{}")
          .post(api.user().path())
          .then()
          .statusCode(405)
          .header("Allow", USER_METHODS);
    }
  }

  @Nested
  class Updating {

    @Test
    void putReplacesWhatIsRequired() {
      User user = api.user();
      String name = Api.newName();
      Map<String, String> form =
          Map.of(
              "username", name,
              "password", "N3w-pass-phrase!",
              "email", "new@example.com",
              "first_name", "N1",
              "last_name", "N2");

      Response response = json(api.as(user), form).put(user.path());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString())
          .isEqualTo(
              """
              {"id":%d,"username":"%s","email":"new@example.com","first_name":"N1",\
              "last_name":"N2","is_active":true,"is_staff":false}"""
                  .formatted(user.id(), name));
      api.obtain(name, "N3w-pass-phrase!").then().statusCode(200);
    }

    @Test
    void putNamesWhatIsMissing() {
      User user = api.user();

      Response response = json(api.as(user), "{}").put(user.path());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString())
          .isEqualTo(
              """
              {"username":["This field is required."],"email":["This field is required."],\
              "password":["This field is required."]}""");
    }

    @Test
    void putKeepsOptionalFieldsThatAreAbsent() {
      User user = api.user();
      Map<String, String> form =
          Map.of(
              "username", user.username(),
              "password", user.password(),
              "email", user.username() + "@example.com");

      assertThat(json(api.as(user), form).put(user.path()).asString()).isEqualTo(user.json());
    }

    @ParameterizedTest
    @CsvSource({
      "first_name, '  A ', A",
      "first_name, '', ''",
      "last_name, 7, 7",
      "email, b@example.com, b@example.com",
      "username, '', "
    })
    void patchChangesOneField(String field, String value, String shown) {
      User user = api.user();

      Response response = json(api.as(user), Map.of(field, value)).patch(user.path());

      if (shown == null) {
        response.then().statusCode(400).body(field, hasItem("This field may not be blank."));
      } else {
        response.then().statusCode(200).body(field, equalTo(shown));
        api.as(user).get(user.path()).then().body(field, equalTo(shown));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", ""})
    void patchOfNothingChangesNothing(String body) {
      User user = api.user();

      Response response = json(api.as(user), body).patch(user.path());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString()).isEqualTo(user.json());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {"username": null} | {"username":["This field may not be null."]}
            {"password": null} | {"password":["This field may not be null."]}
            {"email": null} | {"email":["This field may not be null."]}
            {"email": "nope"} | {"email":["Enter a valid email address."]}
            {"username": ["a"]} | {"username":["Not a valid string."]}
            {"first_name": {}} | {"first_name":["Not a valid string."]}
            null | {"non_field_errors":["No data provided"]}
            [] | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
            """)
    void patchSaysWhatIsWrong(String body, String errors) {
      User user = api.user();

      Response response = json(api.as(user), body).patch(user.path());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString()).isEqualTo(errors);
    }

    @Test
    void patchReadsForms() {
      User user = api.user();

      api.as(user)
          .contentType("application/x-www-form-urlencoded")
          .body("first_name=Form")
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("first_name", equalTo("Form"));
      api.as(user)
          .multiPart("last_name", "Multi")
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("last_name", equalTo("Multi"));
    }

    @Test
    void aNameOfAnotherIsTaken() {
      User user = api.user();
      User other = api.user();

      for (String name :
          new String[] {other.username(), other.username().toUpperCase(Locale.ROOT)}) {
        Response response = json(api.as(user), Map.of("username", name)).patch(user.path());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.asString()).isEqualTo("{\"username\":[\"" + TAKEN + "\"]}");
      }
    }

    @Test
    void theIdStays() {
      User user = api.user();

      json(api.as(user), Map.of("id", 1, "foo", 2))
          .patch(user.path())
          .then()
          .statusCode(200)
          .body("id", equalTo((int) user.id()));
    }

    @Test
    void aChangeThatIsRefusedInPartChangesNothing() {
      User user = api.user();
      Map<String, Object> changes = new HashMap<>();
      changes.put("first_name", "Changed");
      changes.put("email", "nope");

      json(api.as(user), changes).patch(user.path()).then().statusCode(400);

      api.as(user).get(user.path()).then().body("first_name", equalTo("First"));
    }

    @Test
    void patchRefusesWhatItCannotRead() {
      User user = api.user();

      json(api.as(user), "{bad")
          .patch(user.path())
          .then()
          .statusCode(400)
          .body("detail", startsWith("JSON parse error - "));
      api.as(user).contentType("text/plain").body("{}").patch(user.path()).then().statusCode(415);
    }
  }

  @Nested
  class Deleting {

    @Test
    void endsTokensAndLogin() {
      User user = api.user();

      Response response = api.as(user).delete(user.path());

      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.asByteArray()).isEmpty();
      assertThat(response.header("Allow")).isEqualTo(USER_METHODS);
      api.as(user).get(USERS).then().statusCode(401).body("code", equalTo("user_not_found"));
      api.refresh(user.refresh()).then().statusCode(401);
      api.obtain(user.username(), user.password()).then().statusCode(401);
    }

    @Test
    void twiceFindsNobody() {
      User user = api.user();

      api.asSuperuser().delete(user.path()).then().statusCode(204);
      api.asSuperuser()
          .delete(user.path())
          .then()
          .statusCode(404)
          .body("detail", equalTo("No User matches the given query."));
    }

    @Test
    void needsAnAcceptableRendering() {
      User user = api.user();

      api.as(user).accept("application/xml").delete(user.path()).then().statusCode(406);
      api.as(user).get(user.path()).then().statusCode(200);
    }
  }

  @Nested
  class WithoutTheLastSlash {

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/users/1", "/api/auth/me"})
    void readsAreRedirected(String path) {
      Response response = api.anonymous().get(path + "?a=b%20c");

      assertThat(response.statusCode()).isEqualTo(301);
      assertThat(response.header("Location")).endsWith(path + "/?a=b%20c");
      assertThat(response.asByteArray()).isEmpty();
    }

    @Test
    void writesAreServed() {
      json(api.anonymous(), "{}").post("/api/users").then().statusCode(400);
    }
  }
}
