package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.model.ModelColumns;
import io.authservice.keycloak.persistence.model.ModelRow;
import io.authservice.keycloak.persistence.model.ModelTables;
import io.authservice.keycloak.persistence.model.ModelValueException;
import io.authservice.keycloak.persistence.model.UserModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows of a dump that a user model joins to users. They may stand behind the users, so all of them
 * are gathered before the first user is made out.
 */
final class DumpTables implements ModelTables {

  /** What is held in memory must have a bound; a database is asked, and has none. */
  private static final int MOST_ROWS = 300_000;

  private static final long MOST_CHARACTERS = 64L << 20;

  private final ModelColumns columns;
  private final Set<String> userTables;
  private final String userKey;
  private final String userName;
  private final Map<String, Map<String, Map<String, List<ModelRow>>>> found = new HashMap<>();
  private int rows;
  private long characters;

  /**
   * Holds nothing yet.
   *
   * @param userModels Django's names of the user model
   */
  DumpTables(UserModel model, Set<String> userModels) {
    this.columns = new ModelColumns(model);
    this.userTables = userModels.stream().map(DumpTables::table).collect(Collectors.toSet());
    this.userKey = model.key();
    this.userName = model.column(UserField.USERNAME).orElse(UserColumns.USERNAME);
  }

  /** As Django calls the table of a model that does not say otherwise. */
  private static String table(String model) {
    return model.toLowerCase(Locale.ROOT).replace('.', '_');
  }

  /** Whether there is anything to gather. */
  boolean areAsked() {
    return columns.tables().stream().anyMatch(table -> !userTables.contains(table));
  }

  /** Whether rows of a model are gathered. */
  boolean isAsked(String model) {
    String table = table(model);
    return columns.tables().contains(table) && !userTables.contains(table);
  }

  /** Whether a field of a gathered row is read; of any if the model is blank. */
  boolean isRead(String model, String field) {
    return model.isEmpty()
        ? columns.tables().stream().anyMatch(table -> isColumn(columns.of(table), field))
        : isColumn(columns.of(table(model)), field);
  }

  /** Whether a field of a user is read. */
  boolean isReadOfUsers(String field) {
    return isColumn(columns.own(), field)
        || userTables.stream().anyMatch(table -> isColumn(columns.of(table), field));
  }

  private static boolean isColumn(Set<String> columns, String field) {
    return columns.contains(field)
        || columns.stream().map(DumpedRow::fieldOf).anyMatch(field::equals);
  }

  /**
   * Gathers a row.
   *
   * @throws ImportFailedException if there are too many, or it is too large
   */
  void take(DumpReader.Dumped dumped) {
    String model = dumped.object().path("model").asText("");
    if (!isAsked(model)) {
      return;
    }
    JsonNode pk = dumped.object().has("pk") ? dumped.object().get("pk") : MissingNode.getInstance();
    JsonNode fields = dumped.object().path("fields");
    if (dumped.isTooLarge()) {
      throw new ImportFailedException(
          "The row "
              + pk.asText("")
              + " of "
              + model
              + ", which the user model reads, is too large");
    }
    String table = table(model);
    for (String key : columns.keysOf(table)) {
      DumpedRow row = new DumpedRow(pk, fields, key);
      Map<String, List<ModelRow>> byKey =
          found
              .computeIfAbsent(table, any -> new HashMap<>())
              .computeIfAbsent(key, any -> new HashMap<>());
      DumpedRow.reference(row.find(key))
          .ifPresent(text -> byKey.computeIfAbsent(text, any -> new ArrayList<>(1)).add(row));
    }
    hold(fields);
  }

  private void hold(JsonNode fields) {
    rows++;
    fields.forEach(value -> characters += value.isTextual() ? value.textValue().length() : 0);
    if (rows > MOST_ROWS || characters > MOST_CHARACTERS) {
      throw new ImportFailedException(
          "The models that the user model joins have more than "
              + MOST_ROWS
              + " rows in the dump, or more than "
              + MOST_CHARACTERS
              + " characters: bridge the database and import from it");
    }
  }

  /** Of the tables that are asked, those of which there was no row, in their order. */
  Set<String> absent() {
    Set<String> absent = new TreeSet<>(columns.tables());
    absent.removeAll(userTables);
    absent.removeAll(found.keySet());
    return absent;
  }

  @Override
  public List<ModelRow> of(ModelRow user, String table, String column) {
    DumpedRow row = (DumpedRow) user;
    String name = table.toLowerCase(Locale.ROOT);
    if (userTables.contains(name)) {
      return List.of(row);
    }
    Map<String, List<ModelRow>> byKey =
        found.getOrDefault(name, Map.of()).getOrDefault(column, Map.of());
    List<ModelRow> all =
        new ArrayList<>(
            DumpedRow.reference(row.node(userKey))
                .map(key -> byKey.getOrDefault(key, List.of()))
                .orElse(List.of()));
    all.addAll(byKey.getOrDefault(DumpedRow.natural(row.find(userName).asText("")), List.of()));
    return all;
  }

  @Override
  public Optional<ModelRow> pointed(ModelRow from, String by, String table, String key) {
    JsonNode reference = ((DumpedRow) from).node(by);
    if (reference.isArray()) {
      throw new ModelValueException(
          by + " refers by a natural key: write the dump without --natural-foreign");
    }
    return DumpedRow.reference(reference)
        .flatMap(
            text ->
                found
                    .getOrDefault(table.toLowerCase(Locale.ROOT), Map.of())
                    .getOrDefault(key, Map.of())
                    .getOrDefault(text, List.of())
                    .stream()
                    .findFirst());
  }
}
