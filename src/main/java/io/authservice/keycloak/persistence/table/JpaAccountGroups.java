package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.group.AccountGroups;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.AssignmentConflictException;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.DuplicateGroupException;
import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.GroupSummary;
import io.authservice.keycloak.account.group.NoGroupsException;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.group.UnknownReferenceException.Kind;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@link AccountGroups} over Django's tables by way of an {@link EntityManager}. */
final class JpaAccountGroups implements AccountGroups {

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final BooleanSupplier there;

  /**
   * @param there whether there are tables of groups at all
   */
  JpaAccountGroups(EntityManager em, DatabaseFailures faults, BooleanSupplier there) {
    this.em = em;
    this.faults = faults;
    this.there = there;
  }

  @Override
  public List<GroupSummary> list(boolean counted) {
    String counts = counted ? ", size(g.permissions), size(g.members)" : "";
    return faults.translating(
        () ->
            em.createQuery(
                    "select new io.authservice.keycloak.account.group.GroupSummary("
                        + "cast(g.id as long), g.name"
                        + counts
                        + ") from DjangoGroup g order by g.name, g.id",
                    GroupSummary.class)
                .getResultList());
  }

  @Override
  public Optional<GroupRow> byId(long id) {
    return faults.translating(
        () -> key(id).map(key -> em.find(DjangoGroup.class, key)).map(JpaAccountGroups::row));
  }

  @Override
  public GroupRow add(String name, Set<Long> permissionIds) {
    requireTables();
    DjangoGroup group = new DjangoGroup();
    group.name = name;
    group.permissions = permissions(permissionIds);
    faults.translating(
        () -> {
          em.persist(group);
          em.flush();
          return true;
        },
        DuplicateGroupException::new);
    return row(group);
  }

  @Override
  public Optional<GroupRow> change(long id, GroupChange change) {
    return locked(DjangoGroup.class, key(id))
        .map(
            group -> {
              change.name().ifPresent(name -> rename(group, name));
              change.permissionIds().ifPresent(ids -> replace(group.permissions, permissions(ids)));
              return faults.translating(() -> row(group));
            });
  }

  /** Written on its own, so that a name that is taken is told from a permission given twice. */
  private void rename(DjangoGroup group, String name) {
    group.name = name;
    flush(DuplicateGroupException::new);
  }

  @Override
  public boolean remove(long id) {
    return locked(DjangoGroup.class, key(id))
        .map(
            group ->
                faults.translating(
                    () -> {
                      em.remove(group);
                      em.flush();
                      return true;
                    }))
        .orElse(false);
  }

  @Override
  public Assignments grants(UserId accountId) {
    return new Assignments(
        given(accountId, "select cast(g.id as long) from DjangoUser u join u.groups g"),
        given(accountId, "select cast(p.id as long) from DjangoUser u join u.permissions p"));
  }

  private Set<Long> given(UserId accountId, String query) {
    return new HashSet<>(
        faults.translating(
            () ->
                em.createQuery(query + " where u.id = :id", Long.class)
                    .setParameter("id", accountId)
                    .getResultList()));
  }

  @Override
  public boolean change(UserId accountId, AssignmentChange change) {
    requireTables();
    return locked(DjangoUser.class, Optional.of(accountId))
        .map(
            user -> {
              change.groupIds().ifPresent(ids -> replace(user.groups, groups(ids)));
              change.permissionIds().ifPresent(ids -> replace(user.permissions, permissions(ids)));
              return true;
            })
        .orElse(false);
  }

  private void requireTables() {
    if (!faults.translating(there::getAsBoolean)) {
      throw new NoGroupsException();
    }
  }

  /** Held until the transaction ends: of two who change the same, the second sees the first's. */
  private <T> Optional<T> locked(Class<T> type, Optional<?> key) {
    return faults.translating(
        () -> key.map(known -> em.find(type, known, LockModeType.PESSIMISTIC_WRITE)));
  }

  /** Only rows that come or go are written: the others keep their ids. */
  private <T> void replace(Set<T> current, Set<T> wanted) {
    faults.translating(() -> current.retainAll(wanted));
    current.addAll(wanted);
    flush(AssignmentConflictException::new);
  }

  private void flush(Supplier<RuntimeException> duplicate) {
    faults.translating(
        () -> {
          em.flush();
          return true;
        },
        duplicate);
  }

  private Set<DjangoPermission> permissions(Set<Long> ids) {
    return referred(Kind.PERMISSION, ids, DjangoPermission.class, found -> found.id);
  }

  private Set<DjangoGroup> groups(Set<Long> ids) {
    return referred(Kind.GROUP, ids, DjangoGroup.class, found -> found.id);
  }

  /** All are read, of which there are few: a statement names only so many ids. */
  private <T> Set<T> referred(Kind kind, Set<Long> ids, Class<T> type, Function<T, Integer> idOf) {
    if (ids.isEmpty()) {
      return new HashSet<>();
    }
    Map<Long, T> known =
        faults
            .translating(() -> em.createQuery("from " + type.getSimpleName(), type).getResultList())
            .stream()
            .collect(Collectors.toMap(found -> idOf.apply(found).longValue(), found -> found));
    Set<Long> unknown = new HashSet<>(ids);
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      throw new UnknownReferenceException(kind, unknown);
    }
    return ids.stream().map(known::get).collect(Collectors.toCollection(HashSet::new));
  }

  private static GroupRow row(DjangoGroup group) {
    return new GroupRow(
        Objects.requireNonNull(group.id, "stored"),
        group.name,
        group.permissions.stream()
            .map(permission -> Objects.requireNonNull(permission.id, "stored").longValue())
            .collect(Collectors.toSet()));
  }

  /** Django counts groups by 32 bits. */
  private static Optional<Integer> key(long id) {
    return Optional.of(id).filter(wide -> wide == wide.intValue()).map(Long::intValue);
  }
}
