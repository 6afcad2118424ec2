package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.KeyForm;
import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What users of a Django database have beside their row, in the tables that there are. */
final class DjangoBelongings {

  private final EntityManager em;
  private final DatabaseFailures faults;

  DjangoBelongings(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  Set<BelongingTable> tables() {
    Set<BelongingTable> there = EnumSet.noneOf(BelongingTable.class);
    for (BelongingTable table : BelongingTable.values()) {
      if (table(table)
          .rows("select * from " + table.table() + " where 1 = 0", List.of(), row -> row)
          .isPresent()) {
        there.add(table);
      }
    }
    return there;
  }

  List<BelongingRow> rows(BelongingTable table, Optional<UserId> afterId, UserId lastId) {
    KeyForm form = KeyForm.of(em);
    String owner = table.owner() + "_id";
    String ofUsers = (afterId.isPresent() ? "user_id > ? and " : "") + "user_id <= ?";
    List<Object> bounds =
        Stream.concat(afterId.stream(), Stream.of(lastId))
            .map(id -> Objects.requireNonNull(form.stored(id)))
            .toList();
    boolean ofDevice = table == BelongingTable.STATIC_TOKENS;
    return table(table)
        .rows(
            "select * from "
                + table.table()
                + " where "
                + (ofDevice
                    ? owner + " in (select id from otp_static_staticdevice where " + ofUsers + ")"
                    : ofUsers)
                + " order by "
                + owner
                + ", id",
            bounds,
            columns ->
                new BelongingRow(
                    columns.getOrDefault("id", ""),
                    ofDevice
                        ? new BelongingRow.OfDevice(Long.parseLong(of(columns, owner)))
                        : new BelongingRow.OfUser(form.parsed(of(columns, owner))),
                    columns))
        .orElse(List.of());
  }

  /** Never null: the statement asked for it. */
  private static String of(Map<String, String> columns, String owner) {
    return Objects.requireNonNull(columns.get(owner));
  }

  private OptionalTable table(BelongingTable table) {
    return new OptionalTable(em, faults, table.table());
  }
}
