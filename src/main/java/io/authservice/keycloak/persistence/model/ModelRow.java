package io.authservice.keycloak.persistence.model;

import org.jspecify.annotations.Nullable;

/** A row in memory, of users or of another table. */
public interface ModelRow {

  /**
   * What a column holds: a {@link String}, {@link Long}, {@link Double} or {@link Boolean}, what is
   * none of these as JSON; null if nothing.
   *
   * @throws ModelValueException if the row has no such column
   */
  @Nullable Object value(String column);

  /**
   * The same as JSON.
   *
   * @throws ModelValueException if the row has no such column
   */
  @Nullable String json(String column);
}
