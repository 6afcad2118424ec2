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
import java.util.Set;
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
    List<String> lines = lines("tokens.csv");
    assertThat(lines).hasSize(18);
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      LegacyTokenReader ours = reader(NOW, Map.of("legacy-jwt-algorithm", parts[0]));
      if (parts[1].equals("sliding")) {
        assertRefused(ours, parts[3], "access", Reason.WRONG_TYPE);
        continue;
      }
      LegacyToken token = ours.read(parts[3], Set.of(parts[1])).orElseThrow();

      assertThat(token.accountId()).isEqualTo(UserId.of(7));
      assertThat(token.issuedAt()).isEqualTo(ISSUED);
      assertThat(token.expiresAt())
          .isEqualTo(ISSUED.plusSeconds(parts[1].equals("access") ? 300 : 86_400));
      assertThat(token.id()).matches("[0-9a-f]{32}");
      String other = parts[1].equals("access") ? "refresh" : "access";
      assertRefused(ours, parts[3], other, Reason.WRONG_TYPE);
      String another = parts[0].equals("HS256") ? "HS512" : "HS256";
      assertThat(
              reader(NOW, Map.of("legacy-jwt-algorithm", another)).read(parts[3], Set.of(parts[1])))
          .isEmpty();
    }
  }

  @Test
  void readsWhatKeyPairsSignedAndNothingElse() throws Exception {
    List<String> lines = lines("by-key-pair.csv");
    assertThat(lines).hasSize(30);
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      Map<String, String> options =
          Map.of("legacy-jwt-algorithm", parts[0], "legacy-jwt-public-key", parts[2]);
      LegacyTokenReader ours = readerOf(NOW, options);

      assertThat(ours.read(parts[3], Set.of(parts[1])).orElseThrow().accountId())
          .isEqualTo(UserId.of(7));
      String tampered = parts[3].replace(parts[3].substring(40, 44), "AAAA");
      assertThat(ours.read(tampered, Set.of(parts[1]))).as(line).isEmpty();
      String unsigned = parts[3].substring(0, parts[3].lastIndexOf('.') + 1);
      for (String signature : List.of("", "AAAA", "A".repeat(86), "A".repeat(342))) {
        assertThat(ours.read(unsigned + signature, Set.of(parts[1]))).as(line).isEmpty();
      }
      lines.stream()
          .map(other -> other.split(",", -1))
          .filter(other -> !other[2].equals(parts[2]))
          .forEach(
              other -> assertThat(ours.read(other[3], Set.of(other[1]))).as(other[0]).isEmpty());
    }
  }

  /** Whoever has the public key could otherwise sign by it. */
  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    String[] parts = lines("by-key-pair.csv").get(0).split(",", -1);
    LegacyTokenReader ours =
        readerOf(NOW, Map.of("legacy-jwt-algorithm", parts[0], "legacy-jwt-public-key", parts[2]));
    String pem = parts[2].replace("\\n", "\n");

    for (String header : List.of(HS256, "{\"alg\":\"" + parts[0] + "\",\"typ\":\"JWT\"}")) {
      String forged = SimpleJwt.signed(header, SimpleJwt.json(claims()), pem, "HmacSHA256");
      assertThat(ours.read(forged, Set.of("access"))).isEmpty();
    }
  }

  @Test
  void slidingTokensAreAccessTokensWhereTheyAreTaken() {
    String token = SimpleJwt.signed(SimpleJwt.claims("sliding", 7, ISSUED));

    assertThat(reader(NOW, Map.of("legacy-jwt-sliding", "true")).readAccess(token)).isPresent();
    assertThatExceptionOfType(TokenRefusedException.class)
        .isThrownBy(() -> reader.readAccess(token))
        .extracting(TokenRefusedException::reason)
        .isEqualTo(Reason.WRONG_TYPE);
  }

  private List<String> lines(String name) throws Exception {
    return Files.readAllLines(
        Path.of(
            Objects.requireNonNull(getClass().getResource("/simplejwt-tokens/" + name)).toURI()));
  }

  @Test
  void isGoodUntilTheVerySecondItExpires() {
    String token = SimpleJwt.signed(claims());

    assertThat(reader(ISSUED.plusSeconds(299), Map.of()).read(token, Set.of("access"))).isPresent();
    assertRefused(reader(ISSUED.plusSeconds(300), Map.of()), token, "access", Reason.EXPIRED);
  }

  @Test
  void isNotReadOnceTheOldTokensAreOver() {
    String token = SimpleJwt.signed(claims());
    Map<String, String> untilNow = Map.of("legacy-jwt-until", NOW.toString());

    assertThat(reader(NOW.minusMillis(1), untilNow).read(token, Set.of("access"))).isPresent();
    assertThat(reader(NOW, untilNow).read(token, Set.of("access"))).isEmpty();
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

    assertThat(reader.read(token, Set.of("access"))).isEmpty();
  }

  @Test
  void anotherOrNoSignatureIsNotTheOldServices() {
    String good = SimpleJwt.signed(claims());
    String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
    String claims = SimpleJwt.json(claims());

    assertThat(reader.read(good, Set.of("access"))).isPresent();
    assertThat(reader.read(unsigned, Set.of("access"))).isEmpty();
    assertThat(reader.read(unsigned + "AAAA", Set.of("access"))).isEmpty();
    assertThat(reader.read(good + ".", Set.of("access"))).isEmpty();
    assertThat(reader.read(good + "é", Set.of("access"))).isEmpty();
    assertThat(
            reader.read(
                SimpleJwt.signed(HS256, claims, SimpleJwt.SECRET + "x", "HmacSHA256"),
                Set.of("access")))
        .isEmpty();
    assertThat(
            reader.read(
                SimpleJwt.signed(HS256, claims, SimpleJwt.SECRET, "HmacSHA512"), Set.of("access")))
        .isEmpty();
    assertThat(reader.read("", Set.of("access"))).isEmpty();
    assertThat(reader.read("..", Set.of("access"))).isEmpty();
    assertThat(reader.read("a".repeat(1_000_000), Set.of("access"))).isEmpty();
  }

  @Test
  void everyChangedCharacterOfTheTokenIsNoticed() {
    String good = SimpleJwt.signed(claims());
    // The last of the signature carries four bits that mean nothing.
    for (int i = 0; i < good.length() - 1; i++) {
      char changed = good.charAt(i) == 'A' ? 'B' : 'A';
      String damaged = good.substring(0, i) + changed + good.substring(i + 1);

      assertThat(reader.read(damaged, Set.of("access"))).as("character %d", i).isEmpty();
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

    assertThat(reader.read(token, Set.of("access")).orElseThrow().accountId())
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

    assertThat(strict.read(SimpleJwt.signed(with("aud", "api", "iss", "django")), Set.of("access")))
        .isPresent();
    assertThat(
            strict.read(
                SimpleJwt.signed(with("aud", List.of("web", "api"), "iss", "django")),
                Set.of("access")))
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
    assertThat(reader.read(SimpleJwt.signed(with("aud", "web", "iss", "other")), Set.of("access")))
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
        .isThrownBy(() -> reader.read(token, Set.of(type)))
        .extracting(TokenRefusedException::reason)
        .isEqualTo(reason);
  }

  private static LegacyTokenReader reader(Instant now, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    options.put("legacy-jwt-secret", SimpleJwt.SECRET);
    options.putAll(more);
    return readerOf(now, options);
  }

  private static LegacyTokenReader readerOf(Instant now, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(Map.of("legacy-jwt-until", "2030-01-01T00:00:00Z"));
    options.putAll(more);
    return new LegacyTokenReader(
        LegacyTokenSettings.of(new SpiOptions(options)).orElseThrow(),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
