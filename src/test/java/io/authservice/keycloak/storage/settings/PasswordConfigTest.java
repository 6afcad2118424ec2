package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.testing.SpiOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.PasswordPolicy;

class PasswordConfigTest {

  private static final PasswordPolicy NO_POLICY = PasswordPolicy.build().build(null);
  private static final PasswordDefaults DEFAULTS =
      PasswordDefaults.of(SpiOptions.none(), SpiOptions.none());

  @Test
  void anEmptyComponentHasTheServersDefaults() {
    assertThat(read(Map.of())).isEqualTo(PasswordSettings.defaults());
    PasswordDefaults server =
        PasswordDefaults.of(
            new SpiOptions(Map.of("password-iterations", "5000")),
            new SpiOptions(Map.of("memory", "9000", "iterations", "3", "parallelism", "2")));

    assertThat(PasswordConfig.of(component(Map.of()), NO_POLICY, server).encoding())
        .isEqualTo(new Encoding.Pbkdf2Sha256(5000));
    assertThat(
            PasswordConfig.of(
                    component(Map.of("passwordFormat", List.of("argon2"))), NO_POLICY, server)
                .encoding())
        .isEqualTo(new Encoding.Argon2id(9000, 3, 2));
  }

  @Test
  void readsEverySetting() {
    PasswordSettings settings =
        read(
            Map.of(
                "passwordFormat", List.of("pbkdf2_sha256"),
                "passwordIterations", List.of(" 1234 "),
                "convertStrongerPasswords", List.of("true"),
                "refusedPasswordFormats", List.of("md5", " unsalted_md5, sha1 ,", "")));

    assertThat(settings.encoding()).isEqualTo(new Encoding.Pbkdf2Sha256(1234));
    assertThat(settings.convertsStronger()).isTrue();
    assertThat(settings.refusedAlgorithms())
        .containsExactlyInAnyOrder("md5", "unsalted_md5", "sha1");
  }

  @ParameterizedTest
  @CsvSource({
    "passwordFormat, scrypt, passwordFormat",
    "passwordIterations, many, passwordIterations",
    "passwordIterations, 0, from 1 to 10000000",
    "convertStrongerPasswords, yes, convertStrongerPasswords",
    "refusedPasswordFormats, md4, md4",
    "refusedPasswordFormats, pbkdf2_sha256, cannot be refused"
  })
  void namesWhatIsNotUsable(String setting, String value, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of(setting, List.of(value))))
        .withMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"argon2, 7, 7", ", 7, 7", "pbkdf2-sha512, 7, 5", "argon2, 101, 5", "argon2, -1, 5"})
  void theRealmsPolicySetsThePassesOfArgon2WhereItDoesSoForKeycloak(
      String algorithm, int iterations, int passes) {
    assertThat(DEFAULTS.argon2(algorithm, iterations))
        .isEqualTo(new Encoding.Argon2id(7168, passes, 1));
  }

  private static PasswordSettings read(Map<String, List<String>> config) {
    return PasswordConfig.of(component(config), NO_POLICY, DEFAULTS);
  }

  private static ComponentModel component(Map<String, List<String>> config) {
    ComponentModel component = new ComponentModel();
    config.forEach(component.getConfig()::put);
    return component;
  }
}
