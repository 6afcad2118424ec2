package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.row.BelongingTable;
import java.util.Map;
import java.util.Optional;

/**
 * What a user has beside the row, as it stands in the source.
 *
 * @param id the row's, as it stands
 * @param owner empty if it names none that can be made out
 * @param columns their values as text; those that are null are left out
 * @param isTooLarge whether it holds more than a row may, and so is not all there
 */
public record Belonging(
    BelongingTable table,
    String id,
    Optional<ForeignKey> owner,
    Map<String, String> columns,
    boolean isTooLarge) {

  public Belonging {
    columns = Map.copyOf(columns);
  }

  /** Blank if the row has no such value. */
  public String text(String column) {
    return columns.getOrDefault(column, "");
  }

  /** Shows no secret and no person. */
  @Override
  public String toString() {
    return "Belonging[" + table + " " + id + "]";
  }
}
