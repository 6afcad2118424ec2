package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages hold together: they are short enough, lead to each other, and name what there is. */
class DocsTest {

  private static final Map<Path, Page> PAGES =
      Page.all().stream().collect(Collectors.toUnmodifiableMap(Page::file, Function.identity()));

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @CsvSource({"README.md, 12", "CONTRIBUTING.md, 8"})
  void theFirstPagesStayShort(Path file, int kibibytes) throws IOException {
    assertThat(Files.size(file)).isLessThanOrEqualTo(kibibytes * 1024L);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Page page) {
    assertThat(page.links())
        .allSatisfy(
            link -> {
              Path target = target(page, link);
              assertThat(target).exists();
              if (link.contains("#")) {
                assertThat(PAGES.get(target).anchors())
                    .contains(link.substring(link.indexOf('#') + 1));
              }
            });
  }

  @Test
  void everyPageIsReachedFromTheFirst() {
    Set<Path> reached = new LinkedHashSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(Path.of("README.md")));
    while (!next.isEmpty()) {
      Path file = next.remove();
      if (PAGES.containsKey(file) && reached.add(file)) {
        Page page = PAGES.get(file);
        page.links().forEach(link -> next.add(target(page, link)));
      }
    }

    assertThat(reached)
        .containsAll(
            PAGES.keySet().stream()
                .filter(file -> !file.startsWith("providers") && !file.startsWith("themes"))
                .toList());
  }

  /** Whoever renames a test, or removes it, is told which promise it held. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyTestThatIsNamedIsThere(Page page) throws IOException {
    Set<String> tests = classes("src/test/java");

    assertThat(page.words())
        .filteredOn(word -> word.matches("[A-Z][a-z]\\w*(Test|IT|Contract)"))
        .allMatch(tests::contains);
  }

  @ParameterizedTest
  @CsvSource({
    "docs/development/keycloak-upgrade.md, Classes and files",
    "docs/development/recipes.md, What to touch"
  })
  void everyClassThatIsToBeTouchedIsThere(String file, String column) throws IOException {
    List<String> named =
        Page.of(file).rows(column).stream()
            .flatMap(row -> Page.coded(row.get(0)).stream())
            .filter(word -> word.matches("[A-Z]\\w+"))
            .toList();

    Set<String> classes = classes("src");

    assertThat(named).isNotEmpty().allMatch(classes::contains);
  }

  private static Path target(Page page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
  }

  private static Set<String> classes(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
