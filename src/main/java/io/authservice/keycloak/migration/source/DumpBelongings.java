package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.row.BelongingTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dumped objects of the {@link BelongingTable}s as rows; all their values are texts. */
final class DumpBelongings {

  private static final Set<String> COLUMNS =
      Arrays.stream(BelongingTable.values())
          .flatMap(table -> Stream.concat(table.columns().stream(), Stream.of(table.owner())))
          .collect(Collectors.toUnmodifiableSet());

  private DumpBelongings() {}

  /** Whether a column is read, whatever the model. */
  static boolean isRead(String model, String column) {
    return COLUMNS.contains(column);
  }

  static boolean isKnown(String model) {
    return BelongingTable.of(model).isPresent();
  }

  /** Empty for an object of another model. */
  static Optional<Belonging> row(DumpReader.Dumped dumped) {
    ObjectNode object = dumped.object();
    return BelongingTable.of(object.path("model").asText(""))
        .map(
            table ->
                new Belonging(
                    table,
                    object.path("pk").asText(""),
                    owner(object.path("fields"), table),
                    columns(object.path("fields"), table),
                    dumped.isTooLarge()));
  }

  private static Optional<ForeignKey> owner(JsonNode fields, BelongingTable table) {
    try {
      return Optional.of(
          new DumpFields(MissingNode.getInstance(), fields).reference(table.owner()));
    } catch (DumpFields.BadFieldException bad) {
      return Optional.empty();
    }
  }

  private static Map<String, String> columns(JsonNode fields, BelongingTable table) {
    Map<String, String> columns = new HashMap<>();
    for (String name : table.columns()) {
      JsonNode value = fields.path(name);
      if (value.isContainerNode()) {
        columns.put(name, value.toString());
      } else if (!value.isMissingNode() && !value.isNull()) {
        columns.put(name, value.asText());
      }
    }
    return columns;
  }
}
