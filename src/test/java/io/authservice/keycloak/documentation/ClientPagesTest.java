package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages about clients print for people to paste is what {@code RecipesIT} and {@code
 * BrowserRecipesIT} run.
 */
class ClientPagesTest {
  private static final Path SOURCES = Path.of("src/test/clients");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^\\[`[^`\\n]+`]\\(([^)\\n]+)\\):\\n\\n```\\w+\\n(.*?)\\n```$");
  private static final Pattern FENCE = Pattern.compile("(?m)^```\\w+$");
  private static final Pattern JAVA_VERSION =
      Pattern.compile("<([\\w-]+)\\.version>([^<]+)</\\1\\.version>");

  /** A block, and the file that it says it is from. */
  record Printed(Path file, String text) {}

  static List<Page> pages() {
    return Page.all().stream()
        .filter(page -> page.file().toString().startsWith("docs/clients"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockIsOfAFileThatIsTested(Page page) throws IOException {
    List<Printed> blocks = blocks(page);

    assertThat(blocks).hasSize((int) FENCE.matcher(page.text()).results().count());
    for (Printed block : blocks) {
      assertThat(block.file()).startsWith(SOURCES);
      assertThat(Files.readString(block.file())).as("%s", block.file()).contains(block.text());
    }
  }

  @Test
  void everyRecipeIsPrinted() throws IOException {
    Set<Path> printed =
        pages().stream()
            .flatMap(page -> blocks(page).stream())
            .map(Printed::file)
            .collect(Collectors.toSet());

    try (Stream<Path> recipes = Files.list(SOURCES.resolve("recipes"))) {
      assertThat(recipes.filter(Files::isRegularFile)).isNotEmpty().allMatch(printed::contains);
    }
  }

  /** Of the libraries that are fetched by version; Debian's are as new as Debian. */
  @Test
  void theVersionsAreThoseThatAreInstalled() throws IOException {
    TreeMap<String, String> installed = new TreeMap<>();
    new ObjectMapper()
        .readTree(SOURCES.resolve("package.json").toFile())
        .path("dependencies")
        .properties()
        .forEach(dependency -> installed.put(dependency.getKey(), dependency.getValue().asText()));
    JAVA_VERSION
        .matcher(Files.readString(SOURCES.resolve("java/pom.xml")))
        .results()
        .forEach(version -> installed.put(version.group(1), version.group(2)));

    List<List<String>> rows =
        Page.of("docs/clients.md").rows("Library", "Tested").stream()
            .filter(row -> row.get(0).startsWith("`"))
            .toList();

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(row.get(1)).isEqualTo(installed.get(row.get(0).replace("`", ""))));
  }

  private static List<Printed> blocks(Page page) {
    List<Printed> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(page.text());
    for (MatchResult block : found.results().toList()) {
      blocks.add(
          new Printed(page.file().resolveSibling(block.group(1)).normalize(), block.group(2)));
    }
    return blocks;
  }
}
