package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.password.DjangoVectors.Vector;
import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DjangoVectorsTest {

  private static final Map<String, List<Vector>> BY_ALGORITHM =
      DjangoVectors.all().stream().collect(Collectors.groupingBy(Vector::algorithm));

  private final DjangoPasswords passwords =
      new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(1000)));

  static Iterable<String> algorithms() {
    return PasswordSettings.knownAlgorithms();
  }

  @Test
  void everyKnownAlgorithmHasDozensOfVectors() {
    assertThat(BY_ALGORITHM).containsOnlyKeys(PasswordSettings.knownAlgorithms());
    assertThat(BY_ALGORITHM.values()).allSatisfy(list -> assertThat(list).hasSizeGreaterThan(30));
  }

  @Test
  void hundredsOfRandomPasswordsAreAmongThem() {
    assertThat(DjangoVectors.randomPasswords())
        .hasSizeGreaterThan(500)
        .anyMatch(password -> password.endsWith(" "))
        .anyMatch(password -> password.indexOf('\0') >= 0)
        .anyMatch(password -> password.codePoints().anyMatch(Character::isSupplementaryCodePoint))
        .anyMatch(password -> password.length() > 1000);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void matchesWhatDjangoEncoded(String algorithm) {
    assertThat(vectors(algorithm))
        .allSatisfy(
            vector -> {
              assertThat(passwords.verify(vector.password(), vector.encoded()).isMatch()).isTrue();
              assertThat(passwords.algorithmOf(vector.encoded())).contains(algorithm);
              assertThat(passwords.isUsable(vector.encoded())).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void matchesNoOtherPassword(String algorithm) {
    assertThat(vectors(algorithm))
        .allSatisfy(
            vector ->
                assertThat(passwords.verify("~" + vector.password(), vector.encoded()))
                    .isEqualTo(Verification.NO_MATCH));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void onlyPbkdf2Sha256OfFullStrengthIsUpToDateAmongCheapOnes(String algorithm) {
    assertThat(vectors(algorithm))
        .allSatisfy(
            vector ->
                assertThat(passwords.verify(vector.password(), vector.encoded()))
                    .isEqualTo(
                        vector.encoded().startsWith("pbkdf2_sha256$1000$")
                            ? Verification.MATCH
                            : Verification.MATCH_OUTDATED));
  }

  static Stream<String> refusable() {
    return PasswordSettings.knownAlgorithms().stream()
        .filter(algorithm -> !algorithm.equals("pbkdf2_sha256"));
  }

  @ParameterizedTest
  @MethodSource("refusable")
  void refusedAlgorithmsMatchNothing(String algorithm) {
    DjangoPasswords refusing =
        new DjangoPasswords(
            new PasswordSettings(
                new Encoding.Pbkdf2Sha256(10), false, Set.of(algorithm), CostLimits.defaults()));

    assertThat(vectors(algorithm).subList(0, 5))
        .allSatisfy(
            vector -> {
              assertThat(refusing.verify(vector.password(), vector.encoded()))
                  .isEqualTo(Verification.NO_MATCH);
              assertThat(refusing.isUsable(vector.encoded())).isFalse();
              assertThat(refusing.algorithmOf(vector.encoded())).contains(algorithm);
            });
  }

  private static List<Vector> vectors(String algorithm) {
    return BY_ALGORITHM.getOrDefault(algorithm, List.of());
  }
}
