package io.authservice.keycloak.migration;

import java.util.List;
import java.util.OptionalLong;

/**
 * A foreign key, by id or by Django's natural key ({@code --natural-foreign}).
 *
 * @param key empty for a reference by id
 */
record Reference(OptionalLong id, List<String> key) {

  Reference {
    key = List.copyOf(key);
  }

  static Reference to(long id) {
    return new Reference(OptionalLong.of(id), List.of());
  }

  static Reference to(List<String> key) {
    return new Reference(OptionalLong.empty(), key);
  }

  /** For people to read. */
  String described() {
    return id.isPresent() ? Long.toString(id.getAsLong()) : String.join(".", key);
  }
}
