package io.authservice.keycloak.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code auth_service_import}: one import and what became of it. */
@Entity(name = "AuthServiceImport")
@Table(name = "auth_service_import")
public class ImportRun {

  @Id
  @Column(length = 36)
  String id = "";

  @Column(name = "realm_id", nullable = false, length = 36)
  String realmId = "";

  /** The realm while the import runs, null afterwards: unique, so that one runs at a time. */
  @Column(name = "running_realm_id", length = 36)
  @Nullable String runningRealmId;

  @Column(nullable = false, length = 16)
  String state = "";

  /** Milliseconds since the epoch. */
  @Column(nullable = false)
  long started;

  /** When the server that runs it last gave a sign; milliseconds since the epoch. */
  @Column(nullable = false)
  long heartbeat;

  @Column(nullable = false)
  boolean cancelled;

  /** Whether it only checks. */
  @Column(name = "dry_run", nullable = false)
  boolean dryRun;

  /** JSON. */
  @Column(nullable = false)
  @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
  String report = "";
}
