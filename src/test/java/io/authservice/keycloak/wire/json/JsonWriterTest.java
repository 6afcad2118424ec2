package io.authservice.keycloak.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.api.tokens.TokensRecord;
import io.authservice.keycloak.api.users.UserRecord;
import io.authservice.keycloak.testing.TestAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {

  private static final UserRecord BOB =
      new UserRecord(
          TestAccount.of(Long.MAX_VALUE, "bob", "", "<b>&\"'\u2028", "\u00e9\uD83D\uDE00"));
  private static final String BOB_JSON =
      "{\"id\":9223372036854775807,\"username\":\"bob\",\"email\":\"\","
          + "\"first_name\":\"<b>&\\\"'\\u2028\",\"last_name\":\"\u00e9\uD83D\uDE00\","
          + "\"is_active\":true,\"is_staff\":false}";

  private final JsonWriter writer = new JsonWriter();

  @Test
  void writesARecordInOrder() {
    assertThat(text(writer.write(BOB))).isEqualTo(BOB_JSON);
  }

  @Test
  void writesTokensRefreshFirst() {
    assertThat(text(writer.write(TokensRecord.ofLogin("a", "r"))))
        .isEqualTo("{\"refresh\":\"r\",\"access\":\"a\"}");
    assertThat(text(writer.write(TokensRecord.ofRefresh("a", Optional.empty()))))
        .isEqualTo("{\"access\":\"a\"}");
  }

  @Test
  void escapesLikePython() {
    StringBuilder control = new StringBuilder();
    IntStream.range(0, 0x20).forEach(control::appendCodePoint);

    assertThat(
            text(writer.write(List.of(control + " \"&'/<>\\\u007f\u0080\u2027\u2028\u2029\u202a"))))
        .isEqualTo(
            "[\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
                + "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
                + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f \\\"&'/<>\\\\\u007f\u0080\u2027"
                + "\\u2028\\u2029\u202a\"]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void escapesInLongTextWhereverItsBufferEnds(int offset) {
    String lead = "x".repeat(offset);
    String unit = "\u2028\u00e9\uD83D\uDE00x\u0001";

    assertThat(text(writer.write(List.of(lead + unit.repeat(5000)))))
        .isEqualTo("[\"" + lead + "\\u2028\u00e9\uD83D\uDE00x\\u0001".repeat(5000) + "\"]");
  }

  @Test
  void indentsLikePython() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("a", List.of(1, Map.of("b", List.of()), Map.of()));
    body.put("c", Map.of("d", true));

    assertThat(text(writer.write(body, 2)))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": []
                },
                {}
              ],
              "c": {
                "d": true
              }
            }""");
    assertThat(text(writer.write(List.of(), 2))).isEqualTo("[]");
  }

  @Test
  void writesAListingWithoutClosingTheStream() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    writer.writeArray(out, List.of(BOB, BOB).iterator());

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("[" + BOB_JSON + "," + BOB_JSON + "]");
    assertThat(out.toByteArray()).isEqualTo(writer.write(List.of(BOB, BOB)));
  }

  @Test
  void writesAnEmptyListing() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    writer.writeArray(out, new ArrayList<UserRecord>().iterator());

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[]");
  }

  @Test
  void holdsNoMoreThanABufferOfAListing() throws IOException {
    long[] written = {0};
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }

          @Override
          public void write(byte[] b, int off, int len) {
            written[0] += len;
          }
        };
    long[] largestLag = {0};
    int rowLength = BOB_JSON.getBytes(StandardCharsets.UTF_8).length + 1;
    Iterator<UserRecord> users =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return given < 10_000;
          }

          @Override
          public UserRecord next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            largestLag[0] = Math.max(largestLag[0], (long) given * rowLength - written[0]);
            given++;
            return BOB;
          }
        };

    writer.writeArray(counting, users);

    assertThat(largestLag[0]).isLessThan(64 * 1024);
    assertThat(written[0]).isEqualTo(10_000L * rowLength + 1);
  }

  @Test
  void doesNotCompleteAListingThatBreaksOff() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Iterator<UserRecord> broken =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public UserRecord next() {
            if (given++ == 1000) {
              throw new NoSuchElementException("gone");
            }
            return BOB;
          }
        };

    assertThatThrownBy(() -> writer.writeArray(out, broken)).hasMessage("gone");
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("[{").doesNotEndWith("]");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
