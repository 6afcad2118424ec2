package io.authservice.keycloak.wire.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.wire.error.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyParserTest {

  private final BodyParser parser = new BodyParser(1000, 10);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "text/plain", "application/json", "multipart/form-data"})
  void takesNoBytesForAnEmptyMapping(String contentType) {
    RequestBody body = parser.parse(contentType, new byte[0]);

    assertThat(body.shapeError()).isEmpty();
    assertThat(body.field("username", true, true)).isEmpty();
  }

  @Test
  void refusesABodyAboveTheLimitBeforeLookingAtItsType() {
    assertThat(parser.parse("application/json", " {}".getBytes(StandardCharsets.UTF_8)))
        .isNotNull();
    assertRefused("text/plain", "x".repeat(1001), 413);
    assertRefused("text/plain", "x".repeat(1000), 415);
  }

  @Test
  void namesNoTypeAsEmpty() {
    assertThatThrownBy(() -> parser.parse(null, new byte[] {'{', '}'}))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused ->
                assertThat(refused.body().toString())
                    .isEqualTo("{detail=Unsupported media type \"\" in request.}"));
  }

  @Test
  void refusesFormsMadeOfSeparators() {
    assertRefusedBy(new BodyParser(100_000, 10), "&".repeat(1000));
    assertThat(new BodyParser(100_000, 10).parse(FORM, bytes("&".repeat(999)))).isNotNull();
  }

  private static final String FORM = "application/x-www-form-urlencoded";

  private static void assertRefusedBy(BodyParser parser, String body) {
    assertThatThrownBy(() -> parser.parse(FORM, bytes(body)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void refusesMultipartFormsMadeOfDelimiters() {
    assertThatThrownBy(
            () ->
                new BodyParser(100_000, 10)
                    .parse("multipart/form-data; boundary=x", bytes("--x".repeat(2000))))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void tellsWhatWasSentFromNull() {
    RequestBody body =
        parser.parse("application/json", bytes("{\"is_staff\":null,\"is_active\":\"\"}"));

    assertThat(body.mentions("is_staff")).isFalse();
    assertThat(body.mentions("is_active")).isTrue();
    assertThat(body.mentions("username")).isFalse();
    assertThat(body.field("is_active", false, false))
        .isEqualTo(Optional.of(new InputValue.Text("")));
  }

  @Test
  void readsNoFurtherThanTheLimit() throws IOException {
    InputStream sent = new ByteArrayInputStream(new byte[5000]);

    assertThatThrownBy(() -> parser.parse("application/json", sent))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(413));

    assertThat(sent.available()).isEqualTo(3999);
  }

  @Test
  void refusesABodyThatBreaksOff() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> parser.parse("application/json", broken))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(408));
  }

  private void assertRefused(String contentType, String body, int status) {
    assertThatThrownBy(() -> parser.parse(contentType, bytes(body)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
