package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.issued.IssuedToken;
import java.util.Set;
import java.util.function.Consumer;

/** Where rows come from. It is read several times, and gives the same rows in the same order. */
public interface MigrationSource extends AutoCloseable {

  /**
   * Hands over every row.
   *
   * @param pulse called now and then where rows take long to read; what it throws ends the reading
   * @throws ImportFailedException if the source as a whole cannot be read
   */
  void read(Consumer<SourceRow> rows, Runnable pulse);

  /**
   * Hands over the tokens that the old service issued, and possibly other rows.
   *
   * @param kinds the tokens that are wanted; others may come as well
   * @param pulse as of {@link #read(Consumer, Runnable)}
   */
  default void readTokens(Set<IssuedToken.Kind> kinds, Consumer<SourceRow> rows, Runnable pulse) {
    read(rows, pulse);
  }

  /**
   * Whether a token that is not handed over is good no more. A dump may have been made without some
   * tables.
   */
  default boolean knowsAllTokens() {
    return false;
  }

  /**
   * Hands over what the users have beside their rows. The rows were read before.
   *
   * @param pulse called now and then; what it throws ends the reading
   * @throws ImportFailedException if the source as a whole cannot be read
   */
  void readBelongings(Consumer<Belonging> belongings, Runnable pulse);

  /** What the user model has beyond the fields. */
  ExtraOutline outline();

  /**
   * Hands over what the users have of {@link #outline}, but for memberships, which are with their
   * rows. The rows were read before.
   *
   * @param pulse called now and then; what it throws ends the reading
   * @throws ImportFailedException if the source as a whole cannot be read
   */
  void readExtras(Consumer<UserExtras> extras, Runnable pulse);

  /** Tables that the user model reads, and of which there was no row; known after a reading. */
  default Set<String> absentTables() {
    return Set.of();
  }

  /** Hands over every row to somebody who waits. */
  default void read(Consumer<SourceRow> rows) {
    read(rows, () -> {});
  }

  @Override
  void close();
}
