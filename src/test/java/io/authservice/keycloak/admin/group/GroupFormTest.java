package io.authservice.keycloak.admin.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupFormTest {

  private final GroupForm form = new GroupForm();

  @Test
  void readsATrimmedNameAndIdsOnceEach() {
    assertThat(form.create(json("{'name':'  Writers ','permissions':[3,'1',3]}")).orThrow())
        .isEqualTo(new GroupChange(Optional.of("Writers"), Optional.of(Set.of(1L, 3L))));
    assertThat(form.update(json("{'permissions':[]}")).orThrow())
        .isEqualTo(new GroupChange(Optional.empty(), Optional.of(Set.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                  | {name=[This field is required.]} | required
          {'name':'  '}                       | {name=[This field may not be blank.]} | blank
          {'name':null}                       | {name=[This field may not be null.]} | null
          {'name':[]}                         | {name=[Not a valid string.]} | invalid
          {'name':'a','permissions':null}     | {permissions=[This field may not be null.]} | null
          {'name':'a','permissions':'1'}      | {permissions=[Expected a list of items but got type "str".]} | not_a_list
          {'name':'a','permissions':{}}       | {permissions=[Expected a list of items but got type "dict".]} | not_a_list
          {'name':'a','permissions':5}        | {permissions=[Expected a list of items but got type "int".]} | not_a_list
          {'name':'a','permissions':[true]}   | {permissions=[Incorrect type. Expected pk value, received bool.]} | incorrect_type
          {'name':'a','permissions':[1.5]}    | {permissions=[Incorrect type. Expected pk value, received float.]} | incorrect_type
          {'name':'a','permissions':['x']}    | {permissions=[Incorrect type. Expected pk value, received str.]} | incorrect_type
          {'name':'a','permissions':[[1]]}    | {permissions=[Incorrect type. Expected pk value, received list.]} | incorrect_type
          {'name':'a','permissions':[1,null]} | {permissions=[Incorrect type. Expected pk value, received NoneType.]} | incorrect_type
          []                                  | {non_field_errors=[Invalid data. Expected a dictionary, but got list.]} | invalid
          {'name':'a\\u0000'} | {name=[Null characters are not allowed.]} | null_characters_not_allowed
          {'name':'a\\uD800'} | {name=[Surrogate characters are not allowed: U+D800.]} | surrogate_characters_not_allowed
          """)
  void namesWhatIsWrong(String body, String messages, String code) {
    FieldErrors errors = form.create(json(body)).errors();

    assertThat(errors.asMap()).hasToString(messages);
    assertThat(errors.codes().values()).containsExactly(List.of(code));
  }

  @Test
  void countsCharactersOfANameAsDjangoDoes() {
    assertThat(form.create(json("{'name':'" + "𝄞".repeat(150) + "'}")).errors().isEmpty())
        .isTrue();
    FieldErrors tooLong = form.create(json("{'name':'" + "a".repeat(151) + "'}")).errors();
    assertThat(tooLong.asMap())
        .hasToString("{name=[Ensure this field has no more than 150 characters.]}");
    assertThat(tooLong.codes()).hasToString("{name=[max_length]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234567890123", "'-99999999999999999999'"})
  void refusesIdsBeyondAnyNumber(String id) {
    FieldErrors errors = form.update(json("{'permissions':[" + id + "]}")).errors();

    assertThat(errors.asMap())
        .hasToString(
            "{permissions=[Invalid pk \"" + id.replace("'", "") + "\" - object does not exist.]}");
    assertThat(errors.codes()).hasToString("{permissions=[does_not_exist]}");
  }

  private static RequestBody json(String text) {
    return new BodyParser(10_000, 10)
        .parse("application/json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
