package io.authservice.keycloak.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown.
 *
 * @param file below the project's directory
 * @param text all of it
 */
public record Page(Path file, String text) {

  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```\\w*\\n.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

  public static Page of(String file) {
    Path path = Path.of(file);
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page there is for people to read. */
  static List<Page> all() {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(
                  "README.md",
                  "CONTRIBUTING.md",
                  "CHANGELOG.md",
                  "providers/README.md",
                  "realm-export/README.md",
                  "themes/README.md"),
              docs.map(Path::toString).filter(name -> name.endsWith(".md")).sorted())
          .map(Page::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its links lead, as they are written; those to other sites are left out. */
  List<String> links() {
    return matches(LINK, CODE.matcher(prose()).replaceAll(""))
        .map(link -> link.group(1))
        .filter(link -> !link.contains(":"))
        .toList();
  }

  /** What can be linked to in it, as GitHub makes anchors of headings. */
  Set<String> anchors() {
    return matches(HEADING, prose())
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is written as code in its lines. */
  Set<String> words() {
    return matches(CODE, prose())
        .map(word -> word.group().replace("`", ""))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The rows of all its tables that begin with these columns, each as its cells.
   *
   * @param columns as their heads are written
   */
  public List<List<String>> rows(String... columns) {
    List<List<String>> rows = new ArrayList<>();
    boolean wanted = false;
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.startsWith("|")) {
        wanted = false;
        continue;
      }
      List<String> cells = cells(line);
      if (cells.subList(0, Math.min(columns.length, cells.size())).equals(List.of(columns))) {
        wanted = true;
      } else if (wanted && !cells.get(0).startsWith("---")) {
        rows.add(cells);
      }
    }
    return rows;
  }

  /** The words of a cell that are written as code. */
  public static List<String> coded(String cell) {
    return matches(CODE, cell).map(word -> word.group().replace("`", "")).toList();
  }

  private String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  private static List<String> cells(String row) {
    return Arrays.stream(CELLS.split(row.substring(1, row.length() - 1), -1))
        .map(String::strip)
        .toList();
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
