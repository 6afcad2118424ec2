package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.deployment.YamlFile.Node;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.server.Executables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What builds and releases this project elsewhere names what is there. */
class ReleaseFilesTest {

  private static final Path WORKFLOWS = Path.of(".github", "workflows");
  private static final Pattern PROJECT_PATH =
      Pattern.compile("(?<![\\w/.])((?:\\./)?(?:\\.ci|src/main|realm-export)/[\\w./-]+|\\./mvnw)");
  private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");

  static List<Path> workflows() {
    return files(WORKFLOWS);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void aWorkflowMayReadAloneUnlessAJobSaysOtherwise(Path workflow) {
    Node document = new YamlFile(workflow).document();

    assertThat(document.at("permissions").text()).isEqualTo("{contents=read}");
    assertThat(jobs(document)).allSatisfy(job -> assertThat(job.has("timeout-minutes")).isTrue());
    if (!workflow.endsWith("release.yaml")) {
      assertThat(new YamlFile(workflow).text())
          .doesNotContain("secrets.")
          .doesNotContainPattern("(contents|packages|id-token): write");
    }
  }

  /** What a stranger may name, such as a branch, is a variable to the shell and never its code. */
  @ParameterizedTest
  @MethodSource("workflows")
  void commandsNameWhatIsThereAndTakeNothingOfStrangers(Path workflow) {
    String pom = new YamlFile("pom.xml").text();

    assertThat(commands(workflow))
        .allSatisfy(
            command -> {
              assertThat(PROJECT_PATH.matcher(command).results())
                  .allSatisfy(path -> assertThat(Path.of(path.group(1))).exists());
              assertThat(PROFILE.matcher(command).results())
                  .allSatisfy(
                      profile -> assertThat(pom).contains("<id>" + profile.group(1) + "</id>"));
              assertThat(command.replaceAll("\\$\\{\\{ matrix\\.\\w+ }}", ""))
                  .doesNotContain("${{");
            });
  }

  @Test
  void everyChangeIsTriedWithTheVersionsOfTheFirstPage() {
    Node matrix =
        new YamlFile(WORKFLOWS.resolve("build.yaml"))
            .document()
            .at("jobs", "verify", "strategy", "matrix");
    Set<String> java = new TreeSet<>(texts(matrix.at("java")));
    matrix.at("include").list().forEach(more -> java.add(more.at("java").text()));

    assertThat(texts(matrix.at("keycloak"))).isEqualTo(tested("Keycloak"));
    assertThat(java).containsExactlyElementsOf(tested("Java"));
  }

  @Test
  void aReleaseHasWhatItIsSaidToHave() {
    String release = new YamlFile(WORKFLOWS.resolve("release.yaml")).text();
    String pom = new YamlFile("pom.xml").text();

    assertThat(release)
        .contains("SHA256SUMS", "-sources.jar", "-sbom.json", "attest-build-provenance", "--draft");
    assertThat(pom)
        .contains("<project.build.outputTimestamp>")
        .contains("<includeProvidedScope>false</includeProvidedScope>");
  }

  @Test
  void whatIsPackedIsNamedWithItsLicense() throws IOException {
    String notice = Files.readString(Path.of("src/main/resources/META-INF/NOTICE"));

    try (Stream<Path> licenses = Files.list(Path.of("src/main/resources/META-INF/licenses"))) {
      assertThat(licenses)
          .isNotEmpty()
          .allSatisfy(
              directory ->
                  assertThat(notice)
                      .contains("META-INF/licenses/" + directory.getFileName() + "/LICENSE"));
    }
  }

  @Test
  void theNotesOfAReleaseAreThoseOfTheChangelog() throws Exception {
    assumeTrue(Executables.onThePath().find("awk").isPresent(), "no awk");

    assertThat(notes("Unreleased")).startsWith("### Added");
    assertThat(notes("0.0.0")).isEmpty();
  }

  @Test
  void everyFormCanBeRead() {
    assertThat(files(Path.of(".github", "ISSUE_TEMPLATE")))
        .hasSize(3)
        .allSatisfy(form -> assertThat(new YamlFile(form).document().names()).isNotEmpty());
    assertThat(
            new YamlFile(".github/dependabot.yml")
                .document().at("updates").list().stream()
                    .flatMap(
                        update ->
                            update.has("directory")
                                ? Stream.of(update.at("directory").text())
                                : texts(update.at("directories")).stream()))
        .allSatisfy(directory -> assertThat(Path.of("." + directory)).isDirectory());
  }

  private static String notes(String version) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(".ci/notes", version).start();
    String notes = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isEqualTo(notes.isEmpty() ? 1 : 0);
    return notes;
  }

  private static List<String> tested(String what) {
    String cell =
        Page.of("README.md").rows("", "Tested").stream()
            .filter(row -> row.get(0).equals(what))
            .findFirst()
            .orElseThrow()
            .get(1);
    return List.of(cell.split(", "));
  }

  private static List<Node> jobs(Node workflow) {
    Node jobs = workflow.at("jobs");
    return jobs.names().stream().map(jobs::at).toList();
  }

  private static List<String> commands(Path workflow) {
    return jobs(new YamlFile(workflow).document()).stream()
        .flatMap(job -> job.at("steps").list().stream())
        .filter(step -> step.has("run"))
        .map(step -> step.at("run").text())
        .toList();
  }

  private static List<String> texts(Node list) {
    return list.list().stream().map(Node::text).toList();
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
