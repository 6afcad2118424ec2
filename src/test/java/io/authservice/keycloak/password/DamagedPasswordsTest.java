package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.password.DjangoVectors.Vector;
import io.authservice.keycloak.password.format.Argon2Format;
import io.authservice.keycloak.password.format.BcryptFormat;
import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.password.format.MemoryBudget;
import io.authservice.keycloak.password.format.Pbkdf2Sha256Format;
import io.authservice.keycloak.password.format.ScryptFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPasswordsTest {

  private static final String HASH_43 = "A".repeat(43);
  private static final String HASH_64_BYTES = "A".repeat(86) + "==";

  // Damage turns costs into other costs: low limits keep those that are still sound cheap.
  private final DjangoPasswords passwords =
      new DjangoPasswords(
          new PasswordSettings(
              new Encoding.Pbkdf2Sha256(1),
              false,
              Set.of(),
              new CostLimits(20_000, 5, 1024, 2048, 1024, 2048)));

  @Test
  void undamagedTextMatches() {
    assertThat(samples())
        .hasSizeGreaterThan(PasswordSettings.knownAlgorithms().size())
        .allSatisfy(
            vector ->
                assertThat(passwords.verify(vector.password(), vector.encoded()).isMatch())
                    .isTrue());
  }

  @Test
  void truncatedTextNeverMatchesNorThrows() {
    for (Vector vector : samples()) {
      for (int end = 0; end < vector.encoded().length(); end++) {
        assertNoMatch(vector.password(), vector.encoded().substring(0, end));
      }
    }
  }

  @Test
  void textWithOneCharacterChangedNeverMatchesNorThrows() {
    Random random = new Random(20260101);
    for (Vector vector : samples()) {
      for (int i = 0; i < vector.encoded().length(); i++) {
        char original = vector.encoded().charAt(i);
        char flipped = (char) (original ^ (1 << random.nextInt(7)));
        String damaged =
            vector.encoded().substring(0, i) + flipped + vector.encoded().substring(i + 1);
        // The name of a bcrypt version does not alter the hash.
        if (!vector.algorithm().startsWith("bcrypt") || "aby".indexOf(original) < 0) {
          assertNoMatch(vector.password(), damaged);
        }
      }
    }
  }

  @Test
  void textWithSomethingInsertedNeverMatchesNorThrows() {
    for (Vector vector : samples()) {
      for (String insertion : new String[] {"$", "0", " ", "\n", "=", "\u0660", "\ud83d", "é"}) {
        for (int i = 0; i <= vector.encoded().length(); i++) {
          StringBuilder damaged = new StringBuilder(vector.encoded()).insert(i, insertion);
          assertNoMatch(vector.password(), damaged.toString());
        }
      }
    }
  }

  @Test
  void randomTextNeverMatchesNorThrows() {
    Random random = new Random(20260101);
    String[] pieces = {
      "$",
      "$$",
      "=",
      ",",
      "m=8",
      "t=1",
      "p=1",
      "v=19",
      "argon2id",
      "2b",
      "04",
      "1",
      "0",
      "-1",
      "99999999999999999999",
      "salt",
      "c2FsdHNhbHQ",
      HASH_43,
      HASH_64_BYTES,
      "é",
      "\ud83d",
      "!"
    };
    String[] names = PasswordSettings.knownAlgorithms().toArray(String[]::new);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(names[random.nextInt(names.length)]);
      for (int j = random.nextInt(9); j > 0; j--) {
        text.append(random.nextInt(3) > 0 ? "$" : "").append(pieces[random.nextInt(pieces.length)]);
      }
      assertNoMatch("secret", text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pbkdf2_sha256$10000001$saltsaltsaltsaltsaltsa$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2_sha256$999999999$saltsaltsaltsaltsaltsa$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2_sha256$2147483648$saltsaltsaltsaltsaltsa$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2_sha1$999999999$saltsaltsaltsaltsaltsa$AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "argon2$argon2id$v=19$m=262145,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "argon2$argon2id$v=19$m=1048576,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "argon2$argon2id$v=19$m=8,t=999999999,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "argon2$argon2id$v=19$m=65536,t=1,p=16777215$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "bcrypt$$2b$18$0123456789012345678901uABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "bcrypt$$2b$31$0123456789012345678901uABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "bcrypt_sha256$$2b$31$0123456789012345678901uABCDEFGHIJKLMNOPQRSTUVWXYZabcde"
      })
  void absurdCostsAreRefusedAtOnce(String encoded) {
    assertRefusedAtOnce(encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1073741824$salt$8$1",
        "536870912$salt$8$1",
        "262144$salt$8$1",
        "2$salt$999999999$999999999",
        "536870912$salt$999999999$999999999",
        "16384$salt$8$999999999",
        "16384$salt$8$65",
        "16383$salt$8$1",
        "1$salt$8$1",
        "65536$salt$1$1"
      })
  void absurdScryptCostsAreRefusedAtOnce(String parameters) {
    assertRefusedAtOnce("scrypt$" + parameters + "$" + HASH_64_BYTES);
  }

  @Test
  void costsAtTheLimitAreRun() {
    CostLimits limits = CostLimits.defaults();
    MemoryBudget memory = MemoryBudget.ofHeap();

    assertThat(new ScryptFormat(limits, memory).read("scrypt$131072$salt$8$8$" + HASH_64_BYTES))
        .isPresent();
    assertThat(
            new Pbkdf2Sha256Format(1, limits).read("pbkdf2_sha256$10000000$salt$" + HASH_43 + "="))
        .isPresent();
    assertThat(
            new Argon2Format(Encoding.Argon2id.keycloakDefault(), limits, memory)
                .read("argon2$argon2id$v=19$m=262144,t=16,p=1$c2FsdHNhbHQ$" + HASH_43))
        .isPresent();
    assertThat(
            new BcryptFormat(limits, false)
                .read("bcrypt$$2b$17$0123456789012345678901" + "A".repeat(31)))
        .isPresent();
  }

  private static void assertRefusedAtOnce(String encoded) {
    DjangoPasswords cheap = new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(1)));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(cheap.verify("secret", encoded)).isEqualTo(Verification.NO_MATCH));
    assertThat(cheap.isUsable(encoded)).isFalse();
    assertThat(cheap.algorithmOf(encoded)).isPresent();
  }

  private void assertNoMatch(String password, String encoded) {
    assertThat(passwords.verify(password, encoded)).as(encoded).isEqualTo(Verification.NO_MATCH);
  }

  /** One vector of each algorithm and text length, with costs within the limits used here. */
  private static Iterable<Vector> samples() {
    Map<String, Vector> samples = new LinkedHashMap<>();
    for (Vector vector : DjangoVectors.all()) {
      if (vector.password().equals("secret")) {
        samples.putIfAbsent(vector.algorithm() + vector.encoded().length(), vector);
      }
    }
    return samples.values();
  }
}
