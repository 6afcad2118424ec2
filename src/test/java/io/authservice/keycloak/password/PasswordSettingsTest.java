package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSettingsTest {

  private static final CostLimits LIMITS = CostLimits.defaults();

  @Test
  void refusesNothingByDefault() {
    assertThat(PasswordSettings.defaults().refusedAlgorithms()).isEmpty();
    assertThat(PasswordSettings.defaults().pbkdf2Iterations()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10_000_001})
  void iterationsMustBePositiveAndWithinTheLimit(int iterations) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PasswordSettings(iterations, Set.of(), LIMITS))
        .withMessageContaining("pbkdf2Iterations");
  }

  @Test
  void namesTheRefusedAlgorithmThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PasswordSettings(1, Set.of("md5", "mdfive"), LIMITS))
        .withMessageContaining("[mdfive]");
  }

  @Test
  void theAlgorithmOfNewPasswordsCannotBeRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PasswordSettings(1, Set.of("pbkdf2_sha256"), LIMITS));
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
