package io.authservice.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupFormTest {

  private final GroupForm form = new GroupForm();
  private final AssignmentForm grants = new AssignmentForm();

  @Test
  void readsATrimmedNameAndIdsOnceEach() {
    assertThat(form.create(json("{'name':'  Writers ','permissions':[3,'1',3]}")).orThrow())
        .isEqualTo(new GroupChange(Optional.of("Writers"), Optional.of(Set.of(1L, 3L))));
    assertThat(form.update(json("{'permissions':[]}")).orThrow())
        .isEqualTo(new GroupChange(Optional.empty(), Optional.of(Set.of())));
    assertThat(grants.update(json("{'user_permissions':[7]}")).orThrow())
        .isEqualTo(new AssignmentChange(Optional.empty(), Optional.of(Set.of(7L))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                  | {name=[This field is required.]}
          {'name':'  '}                       | {name=[This field may not be blank.]}
          {'name':null}                       | {name=[This field may not be null.]}
          {'name':[]}                         | {name=[Not a valid string.]}
          {'name':'a','permissions':null}     | {permissions=[This field may not be null.]}
          {'name':'a','permissions':'1'}      | {permissions=[Expected a list of items but got type "str".]}
          {'name':'a','permissions':{}}       | {permissions=[Expected a list of items but got type "dict".]}
          {'name':'a','permissions':5}        | {permissions=[Expected a list of items but got type "int".]}
          {'name':'a','permissions':[true]}   | {permissions=[Incorrect type. Expected pk value, received bool.]}
          {'name':'a','permissions':[1.5]}    | {permissions=[Incorrect type. Expected pk value, received float.]}
          {'name':'a','permissions':['x']}    | {permissions=[Incorrect type. Expected pk value, received str.]}
          {'name':'a','permissions':[[1]]}    | {permissions=[Incorrect type. Expected pk value, received list.]}
          {'name':'a','permissions':[1,null]} | {permissions=[Incorrect type. Expected pk value, received NoneType.]}
          []                                  | {non_field_errors=[Invalid data. Expected a dictionary, but got list.]}
          """)
  void namesWhatIsWrong(String body, String errors) {
    assertThat(form.create(json(body)).errors().asMap()).hasToString(errors);
  }

  @Test
  void countsCharactersOfANameAsDjangoDoes() {
    assertThat(form.create(json("{'name':'" + "𝄞".repeat(150) + "'}")).errors().isEmpty())
        .isTrue();
    assertThat(form.create(json("{'name':'" + "a".repeat(151) + "'}")).errors().asMap())
        .hasToString("{name=[Ensure this field has no more than 150 characters.]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234567890123", "'-99999999999999999999'"})
  void refusesIdsBeyondAnyNumber(String id) {
    assertThat(grants.update(json("{'groups':[" + id + "]}")).errors().asMap())
        .hasToString(
            "{groups=[Invalid pk \"" + id.replace("'", "") + "\" - object does not exist.]}");
  }

  private static RequestBody json(String text) {
    return new BodyParser(10_000, 10)
        .parse("application/json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
