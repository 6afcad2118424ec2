package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The table {@code oauth2_provider_application} of a Django database. */
final class DjangoApplications {

  private static final String TABLE = "oauth2_provider_application";

  private final OptionalTable table;

  DjangoApplications(EntityManager em, DatabaseFailures faults) {
    table = new OptionalTable(em, faults, TABLE);
  }

  /** By id; none where there is no such table. */
  List<ApplicationRow> all() {
    return table
        .rows("select * from " + TABLE + " order by id", List.of(), DjangoApplications::row)
        .orElse(List.of());
  }

  private static ApplicationRow row(Map<String, String> columns) {
    return new ApplicationRow(OptionalLong.of(Long.parseLong(columns.get("id"))), columns);
  }
}
