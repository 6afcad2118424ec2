package io.authservice.keycloak.migration.assessment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which release of an application brought which migration, as far as {@code releases.txt} says. */
final class Releases {

  private static final String LIST = "releases.txt";

  /** The oldest first, by application. */
  private final Map<String, List<Brought>> known = new LinkedHashMap<>();

  private Releases() {}

  private record Brought(String migration, String release) {}

  /** The list as it was built into the extension. */
  static Releases list() {
    Releases releases = new Releases();
    try (InputStream list = Objects.requireNonNull(Releases.class.getResourceAsStream(LIST), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(releases::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return releases;
  }

  private void add(String line) {
    String[] columns = line.split("\\s+", 3);
    List<Brought> ofApplication = known.computeIfAbsent(columns[0], first -> new ArrayList<>());
    if (columns.length == 3) {
      ofApplication.add(new Brought(columns[1], columns[2]));
    }
  }

  /** Django's labels of the applications. */
  Set<String> applications() {
    return known.keySet();
  }

  /**
   * What the migrations of an application say of its release, such as {@code Django 3.1 or newer};
   * empty if nothing for sure.
   */
  Optional<String> of(String application, List<String> applied) {
    List<Brought> brought = known.getOrDefault(application, List.of());
    Optional<Brought> last =
        brought.stream()
            .filter(one -> applied.contains(one.migration()))
            .reduce((older, newer) -> newer);
    if (last.isPresent()) {
      return last.map(one -> one.release() + " or newer");
    }
    // What has another name may come of another branch: by its number it must be older.
    return brought.stream()
        .findFirst()
        .filter(first -> !applied.isEmpty())
        .filter(
            first ->
                applied.stream()
                    .allMatch(name -> number(name).compareTo(number(first.migration())) < 0))
        .map(first -> "before " + first.release());
  }

  private static String number(String migration) {
    return migration.substring(0, Math.min(4, migration.length()));
  }
}
