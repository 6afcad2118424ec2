package io.authservice.keycloak.storage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedEmailTest {

  private static final Map<String, List<String>> MARKED =
      Map.of(
          ServerAttributes.VERIFIED_EMAIL,
          List.of(VerifiedEmail.markOf("Éva@Example.com")),
          ServerAttributes.BOND,
          List.of("0"),
          ServerAttributes.LEGACY_VERIFIED,
          List.of("true"));

  @ParameterizedTest
  @ValueSource(strings = {"Éva@Example.com", "éva@example.COM"})
  void isOfOneEmailWhateverItsLetterCase(String email) {
    assertThat(VerifiedEmail.isOf(email, MARKED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eva@example.com", "éva@example.org", "", "E\u0301va@example.com"})
  void isOfNoOther(String email) {
    assertThat(VerifiedEmail.isOf(email, MARKED)).isFalse();
  }

  @Test
  void aMarkOfAnEarlierVersionCountsUntilALaterOneSeesIt() {
    Map<String, List<String>> legacy = Map.of(ServerAttributes.LEGACY_VERIFIED, List.of("true"));

    assertThat(VerifiedEmail.isOf("any@example.com", legacy)).isTrue();
    assertThat(
            VerifiedEmail.isOf(
                "any@example.com", Map.of(ServerAttributes.LEGACY_VERIFIED, List.of("false"))))
        .isFalse();
    assertThat(VerifiedEmail.isOf("any@example.com", Map.of())).isFalse();
  }
}
