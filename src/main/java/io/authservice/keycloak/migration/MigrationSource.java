package io.authservice.keycloak.migration;

import java.util.function.Consumer;

/** Where rows come from. It is read several times, and gives the same rows in the same order. */
interface MigrationSource extends AutoCloseable {

  /**
   * Hands over every row.
   *
   * @throws ImportFailedException if the source as a whole cannot be read
   */
  void read(Consumer<SourceRow> rows);

  @Override
  void close();
}
