package io.authservice.keycloak.account.row;

import io.authservice.keycloak.account.key.UserId;
import java.util.Map;

/**
 * A row of a {@link BelongingTable}.
 *
 * @param id its primary key
 * @param owner whose it is
 * @param columns their values as text; those that are null are left out
 */
public record BelongingRow(String id, Owner owner, Map<String, String> columns) {

  public BelongingRow {
    columns = Map.copyOf(columns);
  }

  /** A primary key of {@link BelongingTable#owner}. */
  public sealed interface Owner {}

  /** A user. */
  public record OfUser(UserId id) implements Owner {}

  /** A user's device. */
  public record OfDevice(long id) implements Owner {}

  /** Shows no secret and no person. */
  @Override
  public String toString() {
    return "BelongingRow[" + id + "]";
  }
}
