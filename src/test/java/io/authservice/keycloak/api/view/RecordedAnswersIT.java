package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our answers beside those recorded on the service we replace, case by case. The recordings and the
 * program that replays them are not part of this project: {@code -Dcontract.recordings=DIR} says
 * where they lie. A case may differ only where {@code differences.json} says so, and why.
 */
@Tag("external")
class RecordedAnswersIT {
  private static final Path OURS = Path.of("src/test/contract").toAbsolutePath();
  private static final long MINUTES = 10;

  @TempDir private Path directory;

  @Test
  void everyAnswerIsTheRecordedOneOrADocumentedDifference() throws Exception {
    String configured = System.getProperty("contract.recordings", "");
    assumeTrue(!configured.isBlank(), "no recordings: -Dcontract.recordings names none");
    Path recordings = Path.of(configured).toAbsolutePath();
    assumeTrue(Files.exists(recordings.resolve("contract.py")), "no recordings in " + recordings);

    try (TestServer server = TestServer.startWith("recorded", asOpenAsTheOldService())) {
      Replay replay = replay(recordings, cases(recordings), server.baseUrl());

      assertThat(replay.output()).contains(" 0 differ, 0 skipped");
      assertThat(replay.exit()).isZero();
    }
  }

  /**
   * What the old service let every user and token do, and the origin its recordings were made from.
   */
  private static List<String> asOpenAsTheOldService() {
    return List.of(
        "--spi-realm-restapi-extension--auth-service--user-visibility=all",
        "--spi-realm-restapi-extension--auth-service--scopes-limit-methods=false",
        "--spi-realm-restapi-extension--auth-service--cors-origins=http://localhost:3000");
  }

  /**
   * The cases as recorded, but that the one which blacklists a refresh token takes a token that no
   * other case uses: the old service had no blacklist, so the recording went on using it.
   */
  private Path cases(Path recordings) throws IOException {
    try (Stream<Path> files = Files.list(recordings.resolve("cases"))) {
      for (Path file : files.toList()) {
        String text =
            Files.readString(file)
                .replaceAll(
                    "(?m)^(\\{\"id\": \"token\\.blacklist\".*)\\{alice\\.refresh}",
                    "$1{bob.refresh}");
        Files.writeString(directory.resolve(file.getFileName()), text);
      }
    }
    return directory;
  }

  private static Replay replay(Path recordings, Path cases, String baseUrl)
      throws IOException, InterruptedException {
    String superuser = TestSettings.SUPERUSER_NAME + ":" + TestSettings.SUPERUSER_PASSWORD;
    ProcessBuilder command =
        new ProcessBuilder(
            "python3",
            recordings.resolve("contract.py").toString(),
            "compare",
            "--cases",
            cases.toString(),
            "--base",
            baseUrl,
            "--su",
            superuser,
            "--golden",
            recordings.resolve("golden.json").toString(),
            "--alt",
            recordings.resolve("golden-newer-libraries.json").toString(),
            "--known",
            OURS.resolve("differences.json").toString(),
            "--hook",
            "python3 " + OURS.resolve("oauth2-hook.py"),
            "--no-skip",
            "--quiet");
    command.environment().put("AUTH_SERVICE_BASE", baseUrl);
    command.environment().put("AUTH_SERVICE_SUPERUSER", superuser);
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    System.out.println(
        output.substring(output.indexOf("groups:") < 0 ? 0 : output.indexOf("groups:")));
    return new Replay(process.exitValue(), output);
  }

  private record Replay(int exit, String output) {}
}
