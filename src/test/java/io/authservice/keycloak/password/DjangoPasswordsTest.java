package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.password.format.MemoryBudget;
import io.authservice.keycloak.password.format.Pbkdf2Sha256Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjangoPasswordsTest {

  private static final String LONE_SURROGATE = "pass\ud83dword";

  private final DjangoPasswords passwords = withIterations(1000);

  @Test
  void encodesAsDjangosDefaultHasher() {
    assertThat(passwords.encode("secret"))
        .matches("pbkdf2_sha256\\$1000\\$[A-Za-z0-9]{22}\\$[A-Za-z0-9+/]{43}=");
  }

  @Test
  void encodesWithTheIterationsOfDjango52ByDefault() {
    assertThat(new DjangoPasswords(PasswordSettings.defaults()).encode("secret"))
        .startsWith("pbkdf2_sha256$1000000$");
  }

  @Test
  void encodesAsKeycloaksDefaultPolicyInDjangosTextForArgon2() {
    DjangoPasswords argon2 =
        new DjangoPasswords(PasswordSettings.of(Encoding.Argon2id.keycloakDefault()));
    String encoded = argon2.encode("secret");

    assertThat(encoded)
        .matches("argon2\\$argon2id\\$v=19\\$m=7168,t=5,p=1\\$[\\w+/]{22}\\$[\\w+/]{43}")
        .hasSizeLessThanOrEqualTo(128);
    assertThat(argon2.verify("secret", encoded)).isEqualTo(Verification.MATCH);
    assertThat(argon2.verify("Secret", encoded)).isEqualTo(Verification.NO_MATCH);
    assertThat(passwords.verify("secret", encoded)).isEqualTo(Verification.MATCH);
  }

  @Test
  void theCostliestArgon2FitsTheColumn() {
    assertThat(
            new DjangoPasswords(PasswordSettings.of(new Encoding.Argon2id(262_144, 1, 32_768)))
                .encode("secret"))
        .hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void cannotBeBuiltForAnAlgorithmThatTheServerCannotCompute() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DjangoPasswords(
                    PasswordSettings.of(Encoding.Argon2id.keycloakDefault()),
                    AddedFormats.none(),
                    MemoryBudget.ofHeap(),
                    HashTimes.IGNORED,
                    className -> !className.startsWith("org.bouncycastle.")))
        .withMessageContaining("argon2");
  }

  @Test
  void encodesTheSamePasswordWithAnotherSaltEachTime() {
    DjangoPasswords argon2 =
        new DjangoPasswords(PasswordSettings.of(new Encoding.Argon2id(8, 1, 1)));

    assertThat(passwords.encode("secret")).isNotEqualTo(passwords.encode("secret"));
    assertThat(argon2.encode("secret")).isNotEqualTo(argon2.encode("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "Grüße 🔑", "nul\0inside", " "})
  void verifiesWhatItEncoded(String password) {
    String encoded = passwords.encode(password);

    assertThat(passwords.verify(password, encoded)).isEqualTo(Verification.MATCH);
    assertThat(passwords.verify(password + "x", encoded)).isEqualTo(Verification.NO_MATCH);
  }

  @Test
  void tellsFourThousandCharactersApartByTheLast() {
    String encoded = passwords.encode("x".repeat(4096));

    assertThat(passwords.verify("x".repeat(4096), encoded)).isEqualTo(Verification.MATCH);
    assertThat(passwords.verify("x".repeat(4095) + "y", encoded)).isEqualTo(Verification.NO_MATCH);
  }

  @Test
  void fewerIterationsAreOutdatedAndMoreAreNot() {
    assertThat(passwords.verify("secret", withIterations(999).encode("secret")))
        .isEqualTo(Verification.MATCH_OUTDATED);
    assertThat(passwords.verify("secret", withIterations(1001).encode("secret")))
        .isEqualTo(Verification.MATCH);
  }

  @Test
  void saltUnder128BitsIsOutdated() {
    byte[] password = {'s'};
    Pbkdf2Sha256Format format = new Pbkdf2Sha256Format(1000, CostLimits.defaults());

    assertThat(passwords.verify("s", format.encode(password, "a".repeat(22))))
        .isEqualTo(Verification.MATCH);
    assertThat(passwords.verify("s", format.encode(password, "a".repeat(21))))
        .isEqualTo(Verification.MATCH_OUTDATED);
  }

  @Test
  void loneSurrogateNeverMatchesAndIsNotEncoded() {
    assertThat(passwords.verify(LONE_SURROGATE, passwords.encode("pass?word")))
        .isEqualTo(Verification.NO_MATCH);
    assertThat(passwords.verify("secret", "md5$" + LONE_SURROGATE + "$" + "0".repeat(32)))
        .isEqualTo(Verification.NO_MATCH);
    assertThatIllegalArgumentException().isThrownBy(() -> passwords.encode(LONE_SURROGATE));
    passwords.spendAsUnknownUser(LONE_SURROGATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "!",
        "!w1kVfN0eHc1Yk3mT5sXq2pLz8aRb7uJd4oG6iEnCh",
        "!0cc175b9c0f1b6a831c399e2697726a",
        "plain text",
        "crypt$$abJnggxhB/yWI",
        "pbkdf2_sha512$1$salt$hash",
        "$",
        "$$$$$$"
      })
  void unusableAndForeignTextHasNoAlgorithmAndMatchesNothing(String encoded) {
    assertThat(passwords.algorithmOf(encoded)).isEmpty();
    assertThat(passwords.isUsable(encoded)).isFalse();
    assertThat(passwords.verify(encoded, encoded)).isEqualTo(Verification.NO_MATCH);
    assertThat(passwords.verify("", encoded)).isEqualTo(Verification.NO_MATCH);
  }

  @Test
  void goesOnWithoutAlgorithmsWhoseClassesAreMissing() {
    DjangoPasswords reduced =
        new DjangoPasswords(
            PasswordSettings.of(new Encoding.Pbkdf2Sha256(10)),
            AddedFormats.none(),
            MemoryBudget.ofHeap(),
            HashTimes.IGNORED,
            className -> !className.startsWith("org.bouncycastle."));

    assertThat(reduced.verify("secret", reduced.encode("secret"))).isEqualTo(Verification.MATCH);
    assertThat(DjangoVectors.all())
        .filteredOn(
            vector ->
                List.of("argon2", "bcrypt_sha256", "bcrypt", "scrypt").contains(vector.algorithm()))
        .isNotEmpty()
        .allSatisfy(
            vector -> {
              assertThat(reduced.isUsable(vector.encoded())).isFalse();
              assertThat(reduced.verify(vector.password(), vector.encoded()))
                  .isEqualTo(Verification.NO_MATCH);
            });
  }

  private static DjangoPasswords withIterations(int iterations) {
    return new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(iterations)));
  }
}
