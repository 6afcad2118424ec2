package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link RowExport} over Django's tables by way of an {@link EntityManager}. */
public final class JpaRowExport implements RowExport {

  private final StoredRows stored;
  private final DjangoApplications applications;

  public JpaRowExport(EntityManager em, DatabaseFailures faults) {
    this.stored = new StoredRows(em, faults);
    this.applications = new DjangoApplications(em, faults);
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return stored.contentTypes().stream()
        .sorted(Comparator.comparingLong(ContentTypeRow::id))
        .toList();
  }

  @Override
  public List<PermissionRow> permissions() {
    return stored.permissions().stream()
        .sorted(Comparator.comparingLong(PermissionRow::id))
        .toList();
  }

  @Override
  public List<GroupRow> groups() {
    return stored.groups().stream().sorted(Comparator.comparingLong(GroupRow::id)).toList();
  }

  @Override
  public List<UserRow> users(Optional<UserId> after, int max) {
    return stored.usersAfter(after, max);
  }

  @Override
  public List<ApplicationRow> applications() {
    return applications.all();
  }
}
