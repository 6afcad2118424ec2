package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.SpiOptions;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyTokenReaderTest {

  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = ISSUED.plusSeconds(100);
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private final LegacyTokenReader reader = reader(NOW, Map.of());

  @Test
  void readsWhatSimpleJwtIssued() throws Exception {
    Path file =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/simplejwt-tokens/tokens.csv")).toURI());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(18);
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      LegacyTokenReader ours = reader(NOW, Map.of("legacy-jwt-algorithm", parts[0]));
      if (parts[1].equals("sliding")) {
        assertRefused(ours, parts[3], "access", Reason.WRONG_TYPE);
        continue;
      }
      LegacyToken token = ours.read(parts[3], parts[1]).orElseThrow();

      assertThat(token.accountId()).isEqualTo(UserId.of(7));
      assertThat(token.issuedAt()).isEqualTo(ISSUED);
      assertThat(token.expiresAt())
          .isEqualTo(ISSUED.plusSeconds(parts[1].equals("access") ? 300 : 86_400));
      assertThat(token.id()).matches("[0-9a-f]{32}");
      String other = parts[1].equals("access") ? "refresh" : "access";
      assertRefused(ours, parts[3], other, Reason.WRONG_TYPE);
      String another = parts[0].equals("HS256") ? "HS512" : "HS256";
      assertThat(reader(NOW, Map.of("legacy-jwt-algorithm", another)).read(parts[3], parts[1]))
          .isEmpty();
    }
  }

  @Test
  void isGoodUntilTheVerySecondItExpires() {
    String token = SimpleJwt.signed(claims());

    assertThat(reader(ISSUED.plusSeconds(299), Map.of()).read(token, "access")).isPresent();
    assertRefused(reader(ISSUED.plusSeconds(300), Map.of()), token, "access", Reason.EXPIRED);
  }

  @Test
  void isNotReadOnceTheOldTokensAreOver() {
    String token = SimpleJwt.signed(claims());
    Map<String, String> untilNow = Map.of("legacy-jwt-until", NOW.toString());

    assertThat(reader(NOW.minusMillis(1), untilNow).read(token, "access")).isPresent();
    assertThat(reader(NOW, untilNow).read(token, "access")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"None\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
        "{\"typ\":\"JWT\"}",
        "{\"alg\":[\"HS256\"],\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"crit\":[\"exp\"]}",
        "[]",
        "HS256",
        ""
      })
  void anotherHeaderIsNotTheOldServices(String header) {
    String token =
        SimpleJwt.signed(header, SimpleJwt.json(claims()), SimpleJwt.SECRET, "HmacSHA256");

    assertThat(reader.read(token, "access")).isEmpty();
  }

  @Test
  void anotherOrNoSignatureIsNotTheOldServices() {
    String good = SimpleJwt.signed(claims());
    String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
    String claims = SimpleJwt.json(claims());

    assertThat(reader.read(good, "access")).isPresent();
    assertThat(reader.read(unsigned, "access")).isEmpty();
    assertThat(reader.read(unsigned + "AAAA", "access")).isEmpty();
    assertThat(reader.read(good + ".", "access")).isEmpty();
    assertThat(reader.read(good + "é", "access")).isEmpty();
    assertThat(
            reader.read(
                SimpleJwt.signed(HS256, claims, SimpleJwt.SECRET + "x", "HmacSHA256"), "access"))
        .isEmpty();
    assertThat(
            reader.read(SimpleJwt.signed(HS256, claims, SimpleJwt.SECRET, "HmacSHA512"), "access"))
        .isEmpty();
    assertThat(reader.read("", "access")).isEmpty();
    assertThat(reader.read("..", "access")).isEmpty();
    assertThat(reader.read("a".repeat(1_000_000), "access")).isEmpty();
  }

  @Test
  void everyChangedCharacterOfTheTokenIsNoticed() {
    String good = SimpleJwt.signed(claims());
    // The last of the signature carries four bits that mean nothing.
    for (int i = 0; i < good.length() - 1; i++) {
      char changed = good.charAt(i) == 'A' ? 'B' : 'A';
      String damaged = good.substring(0, i) + changed + good.substring(i + 1);

      assertThat(reader.read(damaged, "access")).as("character %d", i).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      value = {
        "exp | absent",
        "exp | \"4000000000\"",
        "exp | 4000000000.5",
        "exp | null",
        "exp | -1",
        "iat | absent",
        "iat | 1767225701",
        "iat | \"x\"",
        "iat | 99999999999999999999",
        "nbf | 1767225701",
        "nbf | \"x\"",
        "jti | absent",
        "jti | \"\"",
        "jti | null",
        "jti | {}",
        "user_id | absent",
        "user_id | 7.0",
        "user_id | -7",
        "user_id | \"seven\"",
        "user_id | \"\"",
        "user_id | [7]",
        "user_id | true",
        "user_id | 9999999999999999999",
        "user_id | \"8F14E45F-CEEA-467F-A5B1-0C9F3A1D2E4B\"",
        "user_id | \"8f14e45fceea467fa5b10c9f3a1d2e4b\""
      })
  void claimsThatCannotBeUsedAreRefused(String name, String value) throws Exception {
    Map<String, Object> claims = new HashMap<>(claims());
    claims.remove(name);
    String text = SimpleJwt.json(claims);
    String changed =
        value == null
            ? text
            : text.substring(0, text.length() - 1) + ",\"" + name + "\":" + value + "}";

    assertRefused(
        reader,
        SimpleJwt.signed(HS256, changed, SimpleJwt.SECRET, "HmacSHA256"),
        "access",
        Reason.INVALID_TOKEN);
  }

  @Test
  void aUuidIsAsSimpleJwtWritesIt() throws Exception {
    String uuid = "8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b";
    Map<String, Object> claims = new HashMap<>(claims());
    claims.put("user_id", uuid);
    String token = SimpleJwt.signed(HS256, SimpleJwt.json(claims), SimpleJwt.SECRET, "HmacSHA256");

    assertThat(reader.read(token, "access").orElseThrow().accountId())
        .isEqualTo(UserId.of(UUID.fromString(uuid)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "", "{", "{} {}", "{\"exp\":1,\"exp\":4000000000}"})
  void aPayloadThatIsNoObjectIsRefused(String payload) {
    assertRefused(
        reader,
        SimpleJwt.signed(HS256, payload, SimpleJwt.SECRET, "HmacSHA256"),
        "access",
        Reason.INVALID_TOKEN);
  }

  @Test
  void audienceAndIssuerAreHeededWhereTheyAreSet() {
    LegacyTokenReader strict =
        reader(NOW, Map.of("legacy-jwt-audience", "api", "legacy-jwt-issuer", "django"));

    assertThat(strict.read(SimpleJwt.signed(with("aud", "api", "iss", "django")), "access"))
        .isPresent();
    assertThat(
            strict.read(
                SimpleJwt.signed(with("aud", List.of("web", "api"), "iss", "django")), "access"))
        .isPresent();
    for (Map<String, Object> wrong :
        List.of(
            claims(),
            with("aud", "api", "iss", "other"),
            with("aud", "web", "iss", "django"),
            with("aud", List.of("web"), "iss", "django"),
            with("aud", Map.of("a", "api"), "iss", 7))) {
      assertRefused(strict, SimpleJwt.signed(wrong), "access", Reason.INVALID_TOKEN);
    }
    assertThat(reader.read(SimpleJwt.signed(with("aud", "web", "iss", "other")), "access"))
        .isPresent();
  }

  private static Map<String, Object> claims() {
    return SimpleJwt.claims("access", 7, ISSUED);
  }

  private static Map<String, Object> with(String one, Object value, String other, Object second) {
    Map<String, Object> claims = new HashMap<>(claims());
    claims.put(one, value);
    claims.put(other, second);
    return claims;
  }

  private static void assertRefused(
      LegacyTokenReader reader, String token, String type, Reason reason) {
    assertThatExceptionOfType(TokenRefusedException.class)
        .isThrownBy(() -> reader.read(token, type))
        .extracting(TokenRefusedException::reason)
        .isEqualTo(reason);
  }

  private static LegacyTokenReader reader(Instant now, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    options.put("legacy-jwt-secret", SimpleJwt.SECRET);
    options.put("legacy-jwt-until", "2030-01-01T00:00:00Z");
    options.putAll(more);
    return new LegacyTokenReader(
        LegacyTokenSettings.of(new SpiOptions(options)).orElseThrow(),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
