package io.authservice.keycloak.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All options of our providers by name. Keycloak passes over an option that nobody reads, and so a
 * slip of the pen would leave a server open that its operator takes for closed.
 */
public final class OptionNames {

  private static final String KEYCLOAK = "kc.";
  private static final String OF_A_PROVIDER = "spi-";

  /** What stands in the id of each of our providers. */
  private static final String OURS = "auth-service";

  /** Keycloak's own, of any provider. */
  private static final String ENABLED = "enabled";

  /** Each option's name by what it may be written as. */
  private final Map<String, String> names = new TreeMap<>();

  private final Set<String> own;

  /** Those that were read. */
  public OptionNames(Collection<CheckedOptions> read) {
    for (CheckedOptions provider : read) {
      provider.names().forEach(name -> names.put(provider.prefix() + name, name));
    }
    own = names.keySet().stream().map(OptionNames::olderForm).collect(Collectors.toSet());
  }

  /** Keycloak still reads names with one dash where there are two now. */
  private static String olderForm(String name) {
    return name.replace("--", "-");
  }

  /**
   * Refuses options that nobody reads.
   *
   * @param set every name that is set on the server, by whatever way, as Keycloak has it
   * @throws IllegalArgumentException naming them, each with the one that is most like it, and no
   *     value
   */
  public void requireKnown(Collection<String> set) {
    List<String> unknown =
        set.stream()
            .filter(name -> name.startsWith(KEYCLOAK + OF_A_PROVIDER))
            .map(name -> name.substring(KEYCLOAK.length()))
            .filter(name -> name.contains(OURS))
            .filter(name -> !isKnown(name))
            .sorted()
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          unknown.stream()
              .map(
                  name ->
                      "There is no option --" + name + "; the most like it is --" + nearest(name))
              .collect(Collectors.joining(". ")));
    }
  }

  private boolean isKnown(String name) {
    return own.contains(olderForm(name)) || name.endsWith("-" + ENABLED);
  }

  /** One of the same name elsewhere goes before one that is spelt alike. */
  private String nearest(String unknown) {
    String name = unknown.substring(unknown.lastIndexOf("--") + 2);
    return names.entrySet().stream()
        .min(
            Comparator.<Map.Entry<String, String>>comparingInt(
                    known -> distance(name, known.getValue()))
                .thenComparingInt(known -> distance(unknown, known.getKey())))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** How many letters are to be put in, left out or changed (Levenshtein). */
  static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] now = new int[other.length() + 1];
      now[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        now[column] =
            Math.min(before[column - 1] + change, Math.min(before[column], now[column - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()];
  }
}
