package io.authservice.keycloak.persistence.proposal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table as the database describes it.
 *
 * @param columns their types by their names
 * @param keys the columns of its primary key
 */
record FoundTable(String name, Map<String, String> columns, List<String> keys) {

  /** What a column seems to be for. */
  enum Kind {
    TEXT("char text"),
    FLAG("bool tinyint bit"),
    MOMENT("timestamp datetime"),
    KEY("int serial uuid char");

    /** Parts of their names, with spaces between them. */
    private final String types;

    Kind(String types) {
      this.types = types;
    }
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  boolean hasAll(Collection<String> names) {
    return columns.keySet().containsAll(names);
  }

  boolean is(String column, Kind kind) {
    String type = columns.getOrDefault(column, "").toLowerCase(Locale.ROOT);
    return Arrays.stream(kind.types.split(" ", -1)).anyMatch(type::contains);
  }

  /** The first of the columns that is there and of a kind. */
  Optional<String> first(List<String> names, Kind kind) {
    return names.stream().filter(name -> is(name, kind)).findFirst();
  }
}
