package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.DjangoEntities;
import io.authservice.keycloak.persistence.table.KeyForm;
import io.authservice.keycloak.persistence.table.UserProperties;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Whole rows of the accounts' tables as they are stored, with what they are linked to. */
final class StoredRows {

  private static final String USERS =
      "select " + UserProperties.selected(UserField.ALL) + " from DjangoUser u";

  private static final int PASSWORD = UserField.ALL.indexOf(UserField.PASSWORD);
  private static final int ID = UserField.ALL.indexOf(UserField.ID);

  private static final char COMBINING_DOT = '\u0307';

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final JdbcBatches batches;

  StoredRows(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
    this.batches = new JdbcBatches(em, faults);
  }

  List<ContentTypeRow> contentTypes() {
    return rows("select t.id, t.appLabel, t.model from DjangoContentType t").stream()
        .map(row -> new ContentTypeRow(id(row[0]), (String) row[1], (String) row[2]))
        .toList();
  }

  List<PermissionRow> permissions() {
    return rows("select p.id, p.name, p.contentType.id, p.codename from DjangoPermission p")
        .stream()
        .map(row -> new PermissionRow(id(row[0]), (String) row[1], id(row[2]), (String) row[3]))
        .toList();
  }

  List<GroupRow> groups() {
    Map<Object, Set<Long>> permissions =
        linked(rows("select g.id, p.id from DjangoGroup g join g.permissions p"));
    return rows("select g.id, g.name from DjangoGroup g").stream()
        .map(
            row ->
                new GroupRow(
                    id(row[0]), (String) row[1], permissions.getOrDefault(row[0], Set.of())))
        .toList();
  }

  List<UserRow> users(Collection<UserId> ids, Collection<String> usernames) {
    KeyForm form = KeyForm.of(em);
    Set<UserId> there = new HashSet<>(among("id", ids.stream().map(form::stored).toList()));
    Map<Boolean, List<String>> names =
        usernames.stream()
            .map(LetterCase::ignored)
            .collect(Collectors.partitioningBy(this::isIndexedAsItIs));
    there.addAll(among("username", names.getOrDefault(true, List.of())));
    there.addAll(among("lower(username)", names.getOrDefault(false, List.of())));
    return withMemberships(rowsOf(there));
  }

  /** Most users of an import are new: which are not is asked first, and without Hibernate. */
  private List<UserId> among(String column, List<?> values) {
    KeyForm form = KeyForm.of(em);
    return batches.among(
        "select id from " + DjangoEntities.userTable(em) + " where " + column,
        values,
        row -> Objects.requireNonNull(form.read(row, 1)));
  }

  /**
   * H2 has no index but that of the column, which ignores letter case as well, but for a dotted I:
   * its lower case is two characters.
   */
  private boolean isIndexedAsItIs(String name) {
    return name.indexOf(COMBINING_DOT) < 0
        && em.unwrap(SharedSessionContractImplementor.class)
                .getFactory()
                .getJdbcServices()
                .getDialect()
            instanceof H2Dialect;
  }

  /** The users of these ids. */
  List<Account> accounts(Collection<UserId> ids) {
    return rowsOf(ids).stream().map(StoredRows::account).toList();
  }

  private List<Object[]> rowsOf(Collection<UserId> ids) {
    return ids.isEmpty()
        ? List.of()
        : faults.translating(
            () ->
                em.createQuery(USERS + " where u.id in :ids", Object[].class)
                    .setParameter("ids", ids)
                    .getResultList());
  }

  /** Users whose e-mail is one of these names, or whose name one of these e-mails. */
  List<Account> bearers(Collection<String> names, Collection<String> emails) {
    if (names.isEmpty() && emails.isEmpty()) {
      return List.of();
    }
    return faults.translating(
        () ->
            em
                .createQuery(
                    USERS + " where lower(u.email) in :names or lower(u.username) in :emails",
                    Object[].class)
                .setParameter("names", names.stream().map(LetterCase::ignored).toList())
                .setParameter("emails", emails.stream().map(LetterCase::ignored).toList())
                .getResultList()
                .stream()
                .map(StoredRows::account)
                .toList());
  }

  /** The next users by id. */
  List<UserRow> usersAfter(Optional<UserId> last, int max) {
    return withMemberships(
        faults.translating(
            () -> {
              String after = last.isPresent() ? " where u.id > :id" : "";
              TypedQuery<Object[]> query =
                  em.createQuery(USERS + after + " order by u.id", Object[].class)
                      .setMaxResults(max);
              last.ifPresent(id -> query.setParameter("id", id));
              return query.getResultList();
            }));
  }

  private List<UserRow> withMemberships(List<Object[]> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    List<Object> known = found.stream().map(row -> row[ID]).toList();
    Map<Object, Set<Long>> groups =
        linked(linksOf("select u.id, g.id from DjangoUser u join u.groups g", known));
    Map<Object, Set<Long>> permissions =
        linked(linksOf("select u.id, p.id from DjangoUser u join u.permissions p", known));
    return found.stream().map(row -> user(row, groups, permissions)).toList();
  }

  private static UserRow user(
      Object[] row, Map<Object, Set<Long>> groups, Map<Object, Set<Long>> permissions) {
    Object id = row[ID];
    return new UserRow(
        account(row),
        Objects.toString(row[PASSWORD], ""),
        groups.getOrDefault(id, Set.of()),
        permissions.getOrDefault(id, Set.of()));
  }

  private static Account account(Object[] row) {
    return Account.stored(
        UserField.OF_ACCOUNT.stream().map(field -> row[UserField.ALL.indexOf(field)]).toArray());
  }

  private List<Object[]> rows(String query) {
    return faults.translating(() -> em.createQuery(query, Object[].class).getResultList());
  }

  private List<Object[]> linksOf(String query, List<Object> userIds) {
    return faults.translating(
        () ->
            em.createQuery(query + " where u.id in :ids", Object[].class)
                .setParameter("ids", userIds)
                .getResultList());
  }

  private static Map<Object, Set<Long>> linked(List<Object[]> pairs) {
    Map<Object, Set<Long>> links = new HashMap<>();
    pairs.forEach(pair -> links.computeIfAbsent(pair[0], id -> new HashSet<>()).add(id(pair[1])));
    return links;
  }

  private static long id(Object column) {
    return ((Number) column).longValue();
  }
}
