package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountExport;
import io.authservice.keycloak.account.ApplicationRow;
import io.authservice.keycloak.account.ContentTypeRow;
import io.authservice.keycloak.account.GroupRow;
import io.authservice.keycloak.account.PermissionRow;
import io.authservice.keycloak.account.UserRow;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;

/** {@link AccountExport} over Django's tables by way of an {@link EntityManager}. */
final class JpaAccountExport implements AccountExport {

  private final StoredRows stored;
  private final DjangoApplications applications;

  JpaAccountExport(EntityManager em, Faults faults) {
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
  public List<UserRow> users(long afterId, int max) {
    return stored.usersAfter(afterId, max);
  }

  @Override
  public List<ApplicationRow> applications() {
    return applications.all();
  }
}
