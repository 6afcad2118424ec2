package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that the pages say work as printed: read from the pages, and run one after the other
 * in one shell against a server that was just started. Their answers are those that are printed
 * below them, where {@code …} stands for anything.
 */
@Tag("external")
@EnabledIf(
    value = "canRun",
    disabledReason = "no shell to type the pages' commands into: sh, sed or curl is missing")
class PrintedCommandsIT {

  /** What each call of curl was answered stands in the output, unless a variable takes it. */
  private static final String SHELL =
      """
      curl() {
        printed_status=$(command curl -s -o "$ANSWER" -w '%{http_code}' "$@")
        test -p /dev/stdout || printf '%s  ' "$printed_status"
        cat "$ANSWER"
        test -p /dev/stdout || echo
        : >"$ANSWER"
      }
      """;

  private static final String NEXT = "----- next block";

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:```\\n(.*?)^```$)?");

  /** Why an answer comes, said behind it. */
  private static final Pattern REMARK = Pattern.compile(" {2,}\\(.*\\)$");

  @TempDir private Path directory;

  /**
   * Commands of a page.
   *
   * @param answers those printed below, the first of which are the ones that come
   */
  private record Block(String commands, List<String> answers) {

    void assertAnswered(List<String> lines) {
      if (!answers.isEmpty()) {
        assertThat(lines).as(commands).hasSizeBetween(1, answers.size());
      }
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).as(commands).matches(expected(lines).get(i));
      }
    }

    /** Where nothing is printed, everything goes well. */
    private List<Pattern> expected(List<String> lines) {
      return answers.isEmpty()
          ? lines.stream().map(line -> Pattern.compile("2\\d\\d( .*)?")).toList()
          : answers.stream().map(Block::pattern).toList();
    }

    private static Pattern pattern(String printed) {
      return Pattern.compile(
          Arrays.stream(REMARK.matcher(printed).replaceFirst("").split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")));
    }
  }

  static boolean canRun() {
    return Shell.has("curl");
  }

  @Test
  void workAsPrinted() throws Exception {
    List<Block> blocks =
        Stream.of("docs/api.md", "docs/oauth2.md", "docs/security.md", "README.md")
            .flatMap(PrintedCommandsIT::blocks)
            .toList();

    List<String> outputs;
    try (KeycloakServer server = start()) {
      outputs = List.of(run(blocks, server.baseUrl()).split(NEXT + "\\n", -1));
    }

    assertThat(outputs).hasSize(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).assertAnswered(outputs.get(i).lines().map(String::strip).toList());
    }
  }

  /** All but those about the server itself. */
  private static Stream<Block> blocks(String page) {
    List<Block> blocks =
        BLOCK
            .matcher(Page.of(page).text())
            .results()
            .filter(block -> !block.group(1).contains("./mvnw"))
            .map(
                block ->
                    new Block(
                        block.group(1),
                        block.group(2) == null ? List.of() : block.group(2).lines().toList()))
            .toList();
    assertThat(blocks).as(page).isNotEmpty();
    return blocks.stream();
  }

  /** As the run command starts it when it is given the superuser that the page gives it. */
  private KeycloakServer start() {
    Map<String, String> superuser =
        Pattern.compile("(AUTH_SERVICE_SUPERUSER_\\w+)=(\\S+)(?=.* \\./mvnw -Prun)")
            .matcher(Page.of("docs/api.md").text())
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    ProjectFiles files = ProjectFiles.ofTheBuild();
    return KeycloakServer.in(
            ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics()))
        .h2(directory)
        .shortLived()
        .log(files.work().resolve("printed-commands.log"))
        .environment(superuser)
        .environment(Map.of("AUTH_SERVICE_SUPERUSER_EMAIL", "admin@example.com"))
        .start();
  }

  private String run(List<Block> blocks, String baseUrl) throws IOException, InterruptedException {
    String script =
        blocks.stream()
            .map(block -> block.commands().replace("http://localhost:8080", baseUrl))
            .collect(Collectors.joining("echo '" + NEXT + "'\n", SHELL, ""));
    return new Shell(directory, Map.of("ANSWER", directory.resolve("answer").toString()))
        .run(script, directory)
        .output();
  }
}
