package io.authservice.keycloak.account.row;

import java.util.Map;

/**
 * A row of a {@link BelongingTable}.
 *
 * @param id its primary key
 * @param ownerId the primary key of {@link BelongingTable#owner}
 * @param columns their values as text; those that are null are left out
 */
public record BelongingRow(String id, long ownerId, Map<String, String> columns) {

  public BelongingRow {
    columns = Map.copyOf(columns);
  }

  /** Shows no secret and no person. */
  @Override
  public String toString() {
    return "BelongingRow[" + id + "]";
  }
}
