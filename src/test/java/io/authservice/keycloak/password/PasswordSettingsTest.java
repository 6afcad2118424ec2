package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSettingsTest {

  @Test
  void refusesNothingByDefault() {
    assertThat(PasswordSettings.defaults().refusedAlgorithms()).isEmpty();
    assertThat(PasswordSettings.defaults().convertsStronger()).isFalse();
    assertThat(PasswordSettings.defaults().encoding())
        .isEqualTo(new Encoding.Pbkdf2Sha256(1_000_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10_000_001})
  void iterationsMustBePositiveAndWithinTheLimit(int iterations) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordSettings.of(new Encoding.Pbkdf2Sha256(iterations)))
        .withMessageContaining("PBKDF2 iterations");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1",
    "7168, 0, 1",
    "7168, 5, 0",
    "-7168, 5, 1",
    "7, 5, 1",
    "15, 5, 2",
    "262145, 1, 1",
    "262144, 17, 1",
    "7168, 2147483647, 1",
    "7168, 5, 2147483647"
  })
  void costsOfArgon2MustBeSoundAndWithinTheLimits(int memory, int passes, int lanes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordSettings.of(new Encoding.Argon2id(memory, passes, lanes)))
        .withMessageContaining("Argon2");
  }

  @Test
  void namesTheRefusedAlgorithmThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refusing(PasswordSettings.defaults(), "md5", "mdfive"))
        .withMessageContaining("[mdfive]");
  }

  @Test
  void theAlgorithmOfNewPasswordsCannotBeRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refusing(PasswordSettings.defaults(), "pbkdf2_sha256"))
        .withMessageContaining("pbkdf2_sha256");
    PasswordSettings argon2 = PasswordSettings.of(Encoding.Argon2id.keycloakDefault());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refusing(argon2, "argon2"))
        .withMessageContaining("argon2");
    assertThat(refusing(argon2, "pbkdf2_sha256").refusedAlgorithms())
        .containsExactly("pbkdf2_sha256");
  }

  private static PasswordSettings refusing(PasswordSettings settings, String... algorithms) {
    return new PasswordSettings(
        settings.encoding(), settings.convertsStronger(), Set.of(algorithms), settings.limits());
  }

  @Test
  void limitsMustBeSound() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CostLimits(0, 12, 8, 8, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CostLimits(1, 32, 8, 8, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CostLimits(1, 12, 1024 * 1024 + 1, 8, 1, 1))
        .withMessageContaining("argon2MemoryKib");
  }
}
