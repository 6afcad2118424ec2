package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
  private static final Path PROJECT = Path.of("/p");

  @Test
  void resolvesTheDataDirectoryAgainstTheProjects() {
    RunOptions options = RunOptions.parse(List.of("--port=8081", "--data=d"), PROJECT);

    assertThat(options.port()).isEqualTo(8081);
    assertThat(options.data()).isEqualTo(PROJECT.resolve("d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http"})
  void refusesWhatIsNotAPort(String port) {
    assertThatThrownBy(() -> RunOptions.parse(List.of("--data=d", "--port=" + port), PROJECT))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("65535")
        .hasMessageContaining(port);
  }

  @Test
  void refusesAnEmptyDataDirectory() {
    assertThatThrownBy(() -> RunOptions.parse(List.of("--port=1", "--data="), PROJECT))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("data");
  }
}
