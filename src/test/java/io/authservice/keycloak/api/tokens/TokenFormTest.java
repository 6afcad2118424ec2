package io.authservice.keycloak.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenFormTest {

  private final TokenForm form = new TokenForm();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | {username=[This field is required.], password=[This field is required.]}",
        "{'username':'','password':'  '} | {username=[This field may not be blank.],"
            + " password=[This field may not be blank.]}",
        "{'username':null,'password':true} | {username=[This field may not be null.],"
            + " password=[Not a valid string.]}",
        "{'username':'a','password':'x\\u0000'} | {password=[Null characters are not allowed.]}",
        "{'username':'\\ud800','password':'x'} | {username=[Surrogate characters are not allowed:"
            + " U+D800.]}",
        "{'username':'a','password':'b','totp':[]} | {totp=[Not a valid string.]}",
        "[] | {non_field_errors=[Invalid data. Expected a dictionary, but got list.]}",
        "'abc' | {non_field_errors=[Invalid data. Expected a dictionary, but got str.]}",
        "null | {non_field_errors=[No data provided]}",
      })
  void refusesCredentials(String body, String errors) {
    assertThat(form.obtain(json(body), false).errors().asMap()).hasToString(errors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'username':' a b ','password':123} | a b | 123 | -",
        "{'username':1.5,'password':' p ','totp':null} | 1.5 | p | -",
        "{'username':'a','password':'p','totp':'  '} | a | p | -",
        "{'username':'a','password':'p','totp':123456} | a | p | 123456",
      })
  void readsCredentials(String body, String username, String password, String totp) {
    Optional<String> code = totp.equals("-") ? Optional.empty() : Optional.of(totp);

    assertThat(form.obtain(json(body), false).orThrow())
        .isEqualTo(new LoginInput(username, password, code));
  }

  @Test
  void takesAnEmailWhereUsersAreKnownByIt() {
    assertThat(form.obtain(json("{'email':'a@b.c','password':'p'}"), true).orThrow().username())
        .isEqualTo("a@b.c");
    assertThat(form.obtain(json("{'username':'a','password':'p'}"), true).orThrow().username())
        .isEqualTo("a");
    assertThat(form.obtain(json("{}"), true).errors().asMap())
        .containsOnlyKeys("email", "password");
  }

  @Test
  void limitsNoLength() {
    String password = "p".repeat(5000);

    assertThat(
            form.obtain(json("{'username':'a','password':'" + password + "'}"), false)
                .orThrow()
                .password())
        .isEqualTo(password);
  }

  @Test
  void readsEachTokenFromItsField() {
    RequestBody body = json("{'refresh':' r ','token':' t '}");

    assertThat(form.refresh(body).orThrow()).isEqualTo("r");
    assertThat(form.blacklist(body).orThrow()).isEqualTo("r");
    assertThat(form.verify(body).orThrow()).isEqualTo("t");
  }

  @Test
  void refusesMissingTokens() {
    assertThat(form.refresh(RequestBody.empty()).errors().asMap())
        .hasToString("{refresh=[This field is required.]}");
    assertThat(form.verify(json("{'token':{}}")).errors().asMap())
        .hasToString("{token=[Not a valid string.]}");
    assertThat(form.blacklist(json("12")).errors().asMap())
        .hasToString("{non_field_errors=[Invalid data. Expected a dictionary, but got int.]}");
  }

  @Test
  void showsNoSecrets() {
    assertThat(new LoginInput("a", "pass-word", Optional.of("123456")).toString())
        .doesNotContain("pass-word")
        .doesNotContain("123456");
    assertThat(TokensRecord.ofLogin("a.b.c", "d.e.f").toString()).doesNotContain(".");
    assertThat(TokensRecord.ofRefresh("a.b.c", Optional.of("d.e.f")).toString())
        .doesNotContain(".");
  }

  private static RequestBody json(String singleQuoted) {
    return new BodyParser(10_000, 10)
        .parse(
            "application/json", singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
