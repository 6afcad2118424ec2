package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.group.AccountPermissions;
import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link AccountPermissions} over Django's tables by way of an {@link EntityManager}. */
final class JpaAccountPermissions implements AccountPermissions {

  private static final String PERMISSIONS =
      "select new io.authservice.keycloak.account.group.Permission("
          + "cast(p.id as long), p.codename, p.name, t.appLabel, t.model)"
          + " from DjangoPermission p join p.contentType t";

  private static final String IN_DJANGOS_ORDER = " order by t.appLabel, t.model, p.codename";

  private final EntityManager em;
  private final DatabaseFailures faults;

  JpaAccountPermissions(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  @Override
  public Map<UserId, List<String>> groups(Collection<UserId> accountIds) {
    List<Object[]> rows =
        faults.translating(
            () ->
                em.createQuery(
                        "select u.id, g.name from DjangoUser u join u.groups g"
                            + " where u.id in :ids order by u.id, g.name",
                        Object[].class)
                    .setParameter("ids", accountIds)
                    .getResultList());
    Map<UserId, List<String>> groups = new LinkedHashMap<>();
    rows.forEach(
        row ->
            groups.computeIfAbsent((UserId) row[0], id -> new ArrayList<>()).add((String) row[1]));
    return groups;
  }

  @Override
  public List<Permission> of(UserId accountId) {
    return faults.translating(
        () ->
            em.createQuery(
                    PERMISSIONS
                        + " where p.id in (select own.id from DjangoUser u"
                        + " join u.permissions own where u.id = :id)"
                        + " or p.id in (select given.id from DjangoUser u"
                        + " join u.groups g join g.permissions given where u.id = :id)"
                        + IN_DJANGOS_ORDER,
                    Permission.class)
                .setParameter("id", accountId)
                .getResultList());
  }

  @Override
  public List<Permission> all() {
    return faults.translating(
        () -> em.createQuery(PERMISSIONS + IN_DJANGOS_ORDER, Permission.class).getResultList());
  }
}
