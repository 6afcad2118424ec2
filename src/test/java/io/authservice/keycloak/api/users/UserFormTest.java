package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Validated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserFormTest {

  private static final UserFormRules VISITOR = new UserFormRules(false, false);
  private static final UserFormRules STAFF = new UserFormRules(false, true);
  private static final UserFormRules EMAIL_REQUIRED = new UserFormRules(true, false);
  private static final String STAFF_ONLY =
      "{non_field_errors=[Only staff users can set staff or active status.]}";
  private static final String TAKEN = "A user with that username already exists.";

  private final UserForm form = new UserForm();

  @Test
  void reportsEveryFieldInOrder() {
    RequestBody body =
        json(
            "{'password':null,'last_name':[],'first_name':true,'email':'x','is_staff':'maybe',"
                + "'is_active':null,'username':''}");

    assertThat(form.create(body, STAFF, name -> false).errors().asMap())
        .hasToString(
            "{username=[This field may not be blank.], email=[Enter a valid email address.],"
                + " first_name=[Not a valid string.], last_name=[Not a valid string.],"
                + " is_active=[This field may not be null.], is_staff=[Must be a valid boolean.],"
                + " password=[This field may not be null.]}");
  }

  @Test
  void reportsATakenNameTogetherWithOtherFields() {
    RequestBody body = json("{'username':'alice'}");

    assertThat(form.create(body, VISITOR, "alice"::equals).errors().asMap())
        .hasToString("{username=[" + TAKEN + "], password=[This field is required.]}");
  }

  @Test
  void takesFromAdministratorsTheFlagOfSuperusersAndAUserWithoutAPassword() {
    Validated<UserInput> read =
        form.create(
            json("{'username':'alice','is_superuser':true}"),
            UserFormRules.OF_ADMINISTRATORS,
            name -> false);

    assertThat(read.errors().asMap()).isEmpty();
    assertThat(read.value().get(UserField.SUPERUSER)).contains(true);
    assertThat(read.value().get(UserField.PASSWORD)).isEmpty();
    assertThat(
            form.create(json("{'username':'a','is_superuser':true}"), STAFF, name -> false)
                .value()
                .get(UserField.SUPERUSER))
        .isEmpty();
    assertThat(
            form.create(
                    json("{'username':'a','password':''}"),
                    UserFormRules.OF_ADMINISTRATORS,
                    name -> false)
                .errors()
                .asMap())
        .hasToString("{password=[This field may not be blank.]}");
  }

  @Test
  void asksForTheTrimmedNameOnce() {
    List<String> asked = new ArrayList<>();

    form.update(json("{'username':'  alice\\t'}"), VISITOR, name -> !asked.add(name));

    assertThat(asked).containsExactly("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'username':''}", "{'username':'a b'}", "{'username':[]}", "[]"})
  void asksForNoNameThatIsNotWellFormed(String body) {
    form.create(
        json(body),
        VISITOR,
        name -> {
          throw new AssertionError(name);
        });
  }

  @ParameterizedTest
  @CsvSource({"is_staff,true", "is_staff,false", "is_active,'\"\"'", "is_active,'\"x\"'"})
  void refusesFlagsOfVisitorsAtCreation(String flag, String value) {
    RequestBody body = json("{'username':'bob','password':'pw','" + flag + "':" + value + "}");

    assertThat(form.create(body, VISITOR, name -> false).errors().asMap()).hasToString(STAFF_ONLY);
    assertThat(form.create(body, VISITOR, name -> true).errors().asMap())
        .hasToString("{username=[" + TAKEN + "]}");
  }

  @Test
  void takesNullFlagsOfVisitorsAtCreation() {
    RequestBody body = json("{'username':'bob','password':'pw','is_active':null}");

    assertThat(form.create(body, VISITOR, name -> false).errors().isEmpty()).isTrue();
  }

  @Test
  void ignoresFlagsOfVisitorsInChanges() {
    RequestBody body = json("{'username':'b','password':'p','is_staff':'x','is_active':false}");

    for (Validated<UserInput> read :
        List.of(
            form.update(body, VISITOR, name -> false),
            form.replace(body, VISITOR, name -> false))) {
      assertThat(read.errors().isEmpty()).isTrue();
      assertThat(read.value().get(UserField.STAFF)).isEmpty();
      assertThat(read.value().get(UserField.ACTIVE)).isEmpty();
    }
  }

  @Test
  void readsFlagsOfStaff() {
    RequestBody body = json("{'is_staff':'yes','is_active':0.0}");

    UserInput input = form.update(body, STAFF, name -> false).orThrow();

    assertThat(input.get(UserField.STAFF)).isEqualTo(Optional.of(true));
    assertThat(input.get(UserField.ACTIVE)).isEqualTo(Optional.of(false));
  }

  @Test
  void readsEveryFieldThatTheCallerSets() {
    StringBuilder body = new StringBuilder("{'email':'a@b.de'");
    for (UserField<?> field : UserField.ALL) {
      if (field != UserField.EMAIL) {
        String value = field.kind() == UserField.Kind.FLAG ? "true" : "'" + field.column() + "'";
        body.append(",'").append(field.column()).append("':").append(value);
      }
    }

    UserInput byStaff = form.update(json(body + "}"), STAFF, name -> false).orThrow();
    UserInput byUser = form.update(json(body + "}"), VISITOR, name -> false).orThrow();

    for (UserField<?> field : UserField.ALL) {
      assertThat(byStaff.get(field).isPresent())
          .as("%s", field)
          .isEqualTo(field.isSetBy(UserField.Writer.STAFF));
      assertThat(byUser.get(field).isPresent())
          .as("%s", field)
          .isEqualTo(field.isSetBy(UserField.Writer.USERS));
    }
    assertThat(byStaff.get(UserField.LAST_NAME)).contains("last_name");
  }

  @Test
  void leavesFlagsAloneThatAFormLeavesOut() {
    RequestBody body =
        new BodyParser(100, 1)
            .parse(
                "application/x-www-form-urlencoded",
                "username=a&password=b&is_staff=".getBytes(StandardCharsets.UTF_8));

    UserInput input = form.create(body, STAFF, name -> false).orThrow();

    assertThat(input.get(UserField.ACTIVE)).isEmpty();
    assertThat(input.get(UserField.STAFF)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'username':'a','password':'b'} | This field is required.",
        "{'username':'a','password':'b','email':' '} | This field may not be blank.",
        "{'username':'a','password':'b','email':null} | This field may not be null.",
      },
      quoteCharacter = '~')
  void asksForAnEmailWhereOneIsRequired(String body, String message) {
    assertThat(form.create(json(body), EMAIL_REQUIRED, name -> false).errors().asMap())
        .isEqualTo(java.util.Map.of("email", List.of(message)));
    assertThat(form.replace(json(body), EMAIL_REQUIRED, name -> false).errors().asMap())
        .isEqualTo(java.util.Map.of("email", List.of(message)));
  }

  @Test
  void doesNotAskForAnEmailInPartialChanges() {
    assertThat(
            form.update(json("{}"), EMAIL_REQUIRED, name -> false).orThrow().get(UserField.EMAIL))
        .isEmpty();
    assertThat(form.update(json("{'email':''}"), EMAIL_REQUIRED, name -> false).errors().asMap())
        .hasToString("{email=[This field may not be blank.]}");
  }

  @Test
  void showsNoPassword() {
    UserInput input = form.update(json("{'password':'s3cret'}"), VISITOR, n -> false).orThrow();

    assertThat(input.get(UserField.PASSWORD)).contains("s3cret");
    assertThat(input.toString()).doesNotContain("s3cret");
  }

  private static RequestBody json(String singleQuoted) {
    return new BodyParser(10_000, 10)
        .parse(
            "application/json", singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
