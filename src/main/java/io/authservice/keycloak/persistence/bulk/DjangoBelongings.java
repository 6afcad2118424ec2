package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What users of a Django database have beside their row, in the tables that there are. */
final class DjangoBelongings {

  private static final String OF_USERS = "user_id > ? and user_id <= ?";

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

  List<BelongingRow> rows(BelongingTable table, long afterId, long lastId) {
    String owner = table.owner() + "_id";
    return table(table)
        .rows(
            "select * from "
                + table.table()
                + " where "
                + (table == BelongingTable.STATIC_TOKENS
                    ? owner + " in (select id from otp_static_staticdevice where " + OF_USERS + ")"
                    : OF_USERS)
                + " order by "
                + owner
                + ", id",
            List.of(afterId, lastId),
            columns -> row(columns, owner))
        .orElse(List.of());
  }

  private static BelongingRow row(Map<String, String> columns, String owner) {
    return new BelongingRow(
        columns.getOrDefault("id", ""), Long.parseLong(columns.get(owner)), columns);
  }

  private OptionalTable table(BelongingTable table) {
    return new OptionalTable(em, faults, table.table());
  }
}
