package io.authservice.keycloak.migration.source;

import java.util.List;
import java.util.OptionalLong;

/**
 * A foreign key, by id or by Django's natural key ({@code --natural-foreign}).
 *
 * @param key empty for a reference by id
 */
public record ForeignKey(OptionalLong id, List<String> key) {

  public ForeignKey {
    key = List.copyOf(key);
  }

  public static ForeignKey to(long id) {
    return new ForeignKey(OptionalLong.of(id), List.of());
  }

  public static ForeignKey to(List<String> key) {
    return new ForeignKey(OptionalLong.empty(), key);
  }

  /** For people to read. */
  public String described() {
    return id.isPresent() ? Long.toString(id.getAsLong()) : String.join(".", key);
  }
}
