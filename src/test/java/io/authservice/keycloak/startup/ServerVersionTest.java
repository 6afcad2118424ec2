package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"26.7.0", "26.7.4", "26.7.0.redhat-00001", "26.8.0", "27.0.0", "DEV"})
  void takesWhatHasItsInterfaces(String version) {
    assertThatCode(() -> ServerVersion.of(version).require()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.6.4", "26.0.0", "25.9.9", "9.0.1"})
  void namesTheVersionItWants(String version) {
    assertThatThrownBy(() -> ServerVersion.of(version).require())
        .hasMessageContaining("wants Keycloak 26.7 or newer")
        .hasMessageContaining("this is Keycloak " + version);
  }
}
