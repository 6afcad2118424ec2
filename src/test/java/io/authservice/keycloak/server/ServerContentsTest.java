package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerContentsTest {
  @TempDir Path directory;

  @Test
  void hasAnotherFingerprintWhenTheBuildMustRunAgain() throws IOException {
    Path jar = Files.writeString(directory.resolve("extension.jar"), "one");
    ServerContents contents = contents("26.7.0", jar);
    String fingerprint = contents.fingerprint();

    assertThat(contents("26.7.0", jar).fingerprint()).isEqualTo(fingerprint);
    assertThat(contents("26.7.3", jar).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(contents.withBuildOptions(ServerContents.POSTGRES_OPTIONS).fingerprint())
        .isNotEqualTo(fingerprint);
    Files.writeString(jar, "two");
    assertThat(contents.fingerprint()).isNotEqualTo(fingerprint);
  }

  /** A driver, say: Keycloak does not start on a JAR that it was not built with. */
  @Test
  void isBuiltAgainWithJarsThatWereLaidIn() throws IOException {
    Path jar = Files.writeString(directory.resolve("extension.jar"), "one");
    ServerContents contents = contents("26.7.0", jar);
    Path laid = Files.createDirectory(directory.resolve("laid"));
    Files.writeString(laid.resolve("extension.jar"), "one");
    Files.writeString(laid.resolve("README.md"), "two");

    assertThat(contents.withProvidersIn(laid)).isEqualTo(contents);
    assertThat(contents.withProvidersIn(directory.resolve("none"))).isEqualTo(contents);
    Path driver = Files.writeString(laid.resolve("driver.jar"), "three");
    ServerContents more = contents.withProvidersIn(laid);
    assertThat(more.providers()).containsExactly(jar, driver);
    assertThat(more.fingerprint()).isNotEqualTo(contents.fingerprint());
  }

  @Test
  void isNotBuiltBeforeItIsInstalled() throws IOException {
    Path jar = Files.writeString(directory.resolve("extension.jar"), "one");

    assertThat(ServerHome.isBuilt(directory.resolve("home"), contents("26.7.0", jar))).isFalse();
  }

  private ServerContents contents(String version, Path jar) {
    return new ServerContents(
        version,
        directory,
        List.of(jar),
        Optional.empty(),
        directory.resolve("realm.json"),
        ServerContents.H2_OPTIONS);
  }
}
