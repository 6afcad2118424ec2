package io.authservice.keycloak.account.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  private static final String UUID_TEXT = "8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b";

  @Test
  void aTextIsAnIntegerOrAUuid() {
    assertThat(UserId.read("42")).contains(UserId.of(42));
    assertThat(UserId.read("0042")).contains(UserId.of(42));
    assertThat(UserId.read("-1")).contains(UserId.of(-1));
    assertThat(UserId.read("9223372036854775807")).contains(UserId.of(Long.MAX_VALUE));
    assertThat(UserId.read(UUID_TEXT)).contains(UserId.of(UUID.fromString(UUID_TEXT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "1.0",
        " 1",
        "٤٢",
        "9223372036854775808",
        "0000000000000000000000000000000000001",
        "8F14E45F-CEEA-467F-A5B1-0C9F3A1D2E4B",
        "8f14e45fceea467fa5b10c9f3a1d2e4b",
        "{8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b}",
        "8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4g",
        "8f14e45f-ceea-467f-a5b-10c9f3a1d2e4b",
        "8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b\n"
      })
  void aTextOfAnyOtherSpellingIsNoId(String text) {
    assertThat(UserId.read(text)).isEmpty();
  }

  @Test
  void megabytesAreNoId() {
    assertThat(UserId.read("1".repeat(1 << 22))).isEmpty();
  }

  @Test
  void textAndJsonAreAsDjangoWritesThem() {
    assertThat(UserId.of(7).toString()).isEqualTo("7");
    assertThat(UserId.of(7).json()).isEqualTo(7L);
    UserId uuid = UserId.read(UUID_TEXT).orElseThrow();
    assertThat(uuid.toString()).isEqualTo(UUID_TEXT);
    assertThat(uuid.json()).isEqualTo(UUID_TEXT);
  }

  @Test
  void uuidsAreOrderedAsDatabasesOrderThem() {
    List<String> ascending =
        List.of(
            "2",
            "10",
            "00000000-0000-4000-8000-000000000001",
            "7fffffff-0000-4000-8000-000000000000",
            "80000000-0000-4000-8000-000000000000",
            "ffffffff-0000-4000-8000-000000000000");
    assertThat(
            Stream.of(ascending.get(5), ascending.get(1), ascending.get(3), ascending.get(0))
                .map(text -> UserId.read(text).orElseThrow())
                .sorted()
                .map(UserId::toString))
        .containsExactly(ascending.get(0), ascending.get(1), ascending.get(3), ascending.get(5));
    assertThat(UserId.read(ascending.get(4)).orElseThrow())
        .isGreaterThan(UserId.read(ascending.get(3)).orElseThrow());
  }

  @Test
  void newIdsAreRandom() {
    assertThat(((UserId.Universal) UserId.random()).uuid().version()).isEqualTo(4);
    assertThat(UserId.random()).isNotEqualTo(UserId.random());
  }
}
