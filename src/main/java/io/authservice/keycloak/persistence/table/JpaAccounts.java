package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.ListedAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.AccountGroups;
import io.authservice.keycloak.account.group.AccountPermissions;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.model.UserModel;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.jpa.HibernateHints;

/** {@link Accounts} over Django's user table by way of an {@link EntityManager}. */
public final class JpaAccounts implements Accounts {

  /** Large enough to make round trips rare, small enough to keep a row buffer under a megabyte. */
  private static final int FETCH_SIZE = 1000;

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final RemovalPreparation preparation;
  private final Consumer<String> queueing;
  private final Supplier<UserModel> model;

  /**
   * Accounts of a Django project's, that nobody queues to add.
   *
   * @param model asked for after the database is
   */
  public JpaAccounts(
      EntityManager em,
      DatabaseFailures faults,
      RemovalPreparation preparation,
      Supplier<UserModel> model) {
    this(em, faults, preparation, name -> {}, model);
  }

  /**
   * Accounts in Django's own tables, in a database of any kind.
   *
   * @param queueing waits, in a database that does not do so itself, until no other transaction
   *     adds the name
   */
  public JpaAccounts(
      EntityManager em,
      DatabaseFailures faults,
      RemovalPreparation preparation,
      Consumer<String> queueing) {
    this(em, faults, preparation, queueing, () -> UserModel.DJANGO);
  }

  private JpaAccounts(
      EntityManager em,
      DatabaseFailures faults,
      RemovalPreparation preparation,
      Consumer<String> queueing,
      Supplier<UserModel> model) {
    this.em = em;
    this.faults = faults;
    this.preparation = preparation;
    this.queueing = queueing;
    this.model = model;
  }

  @Override
  public UserIdKind ids() {
    return faults.translating(() -> KeyForm.of(em).isUuid() ? UserIdKind.UUID : UserIdKind.INTEGER);
  }

  @Override
  public Optional<EditableAccount> byId(UserId id) {
    return faults.translating(
        () -> Optional.ofNullable(em.find(DjangoUser.class, id)).map(this::entry));
  }

  @Override
  public Optional<EditableAccount> byUsername(String username) {
    return faults.translating(() -> namesakes().ofUsername(username)).stream()
        .findFirst()
        .map(this::entry);
  }

  @Override
  public Optional<EditableAccount> byEmail(String email) {
    return faults.translating(() -> namesakes().ofEmail(email)).stream()
        .findFirst()
        .map(this::entry);
  }

  @Override
  public Optional<Account> read(UserId id) {
    return faults.translating(
        () ->
            new AccountListing(em, AccountOrder.BY_ID)
                    .matching(AccountQuery.ALL.and(new AccountQuery.Id(id)), Optional.empty())
                    .getResultList()
                    .stream()
                    .map(Account::stored)
                    .findFirst());
  }

  /** Read on its own: an entity that was opened before is as it was before the wait. */
  @Override
  public Optional<Account> held(UserId id) {
    return isLocked(id) ? read(id) : Optional.empty();
  }

  private boolean isLocked(UserId id) {
    try {
      return faults.translating(
          () -> em.find(DjangoUser.class, id, LockModeType.PESSIMISTIC_WRITE) != null);
    } catch (RuntimeException failure) {
      if (DatabaseFailures.isGone(failure)) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public EditableAccount add(String username, Instant dateJoined) {
    if (faults.translating(() -> namesakes().isH2())) {
      queueing.accept(username);
    }
    if (byUsername(username).isPresent()) {
      throw new DuplicateUsernameException();
    }
    DjangoUser user = new DjangoUser();
    user.username = username;
    user.dateJoined = dateJoined;
    faults.translating(
        () -> {
          em.persist(user);
          em.flush();
          return true;
        },
        DuplicateUsernameException::new);
    return entry(user);
  }

  @Override
  public boolean remove(UserId id) {
    return faults.translating(
        () -> {
          DjangoUser user = em.find(DjangoUser.class, id);
          if (user == null) {
            return false;
          }
          preparation.prepare(em, id);
          em.remove(user);
          em.flush();
          return true;
        });
  }

  @Override
  public void removeAll() {
    faults.translating(
        () -> {
          em.flush();
          for (String links :
              List.of(DjangoEntities.groupsTable(em), DjangoEntities.permissionsTable(em))) {
            em.createNativeQuery("delete from " + links).executeUpdate();
          }
          em.createQuery("delete from DjangoUser").executeUpdate();
        });
  }

  @Override
  public List<EditableAccount> search(AccountQuery query, int offset, int limit) {
    return faults.translating(
        () -> criteria(query).page(em, offset, limit).stream().map(this::entry).toList());
  }

  @Override
  public long count(AccountQuery query) {
    return faults.translating(() -> criteria(query).count(em));
  }

  @Override
  public Stream<ListedAccount> all() {
    return faults.translating(() -> new AccountRows(em, model.get()).all(FETCH_SIZE));
  }

  @Override
  public Stream<Account> stream(AccountQuery query, AccountOrder order) {
    return faults.translating(
        () ->
            new AccountListing(em, order)
                .matching(prepared(query), Optional.empty())
                .setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_SIZE)
                .getResultStream()
                .map(Account::stored));
  }

  @Override
  public List<Account> page(
      AccountQuery query,
      AccountOrder order,
      Optional<AccountOrder.Position> after,
      int offset,
      int limit) {
    return faults.translating(
        () ->
            new AccountListing(em, order)
                .page(prepared(query), after, offset, limit).stream()
                    .map(Account::stored)
                    .toList());
  }

  @Override
  public boolean isWritable(UserField<?> field) {
    return faults.translating(model).isWritable(field);
  }

  @Override
  public boolean haveGroups() {
    return faults.translating(model).hasGroups();
  }

  @Override
  public AccountPermissions permissions() {
    return new JpaAccountPermissions(em, faults);
  }

  @Override
  public AccountGroups groups() {
    return new JpaAccountGroups(em, faults, this::haveGroups);
  }

  @Override
  public void recordLogin(UserId id, Instant at) {
    faults.translating(() -> new ColumnWrites(em, model.get()).lastLogin(id, at));
  }

  @Override
  public boolean replacePasswordHash(UserId id, String expected, String encoded) {
    return faults.translating(
        () -> new ColumnWrites(em, model.get()).passwordHash(id, expected, encoded));
  }

  private LetterCaseLookup namesakes() {
    return new LetterCaseLookup(em);
  }

  private AccountQuery prepared(AccountQuery query) {
    new SearchPlan(em, query).prepare();
    return namesakes()
        .settled(new AccountQuery(query.conditions().stream().map(this::fit).toList()));
  }

  /**
   * Without ids that no user here can have, which a database cannot compare with those there are.
   */
  private Condition fit(Condition condition) {
    return condition instanceof AccountQuery.IdIn in
        ? new AccountQuery.IdIn(
            in.ids().stream().filter(KeyForm.of(em)::fits).collect(Collectors.toSet()),
            in.included())
        : condition;
  }

  private AccountCriteria criteria(AccountQuery query) {
    return new AccountCriteria(em.unwrap(Session.class).getCriteriaBuilder(), prepared(query));
  }

  private EditableAccount entry(DjangoUser user) {
    return new JpaEditableAccount(user, faults.translating(model), this::rename);
  }

  /** Written at once, so that a name taken meanwhile is found here and not at commit. */
  private void rename(DjangoUser user, String username) {
    boolean taken =
        faults.translating(() -> namesakes().ofUsername(username)).stream()
            .anyMatch(other -> !idOf(other).equals(idOf(user)));
    if (taken) {
      throw new DuplicateUsernameException();
    }
    user.username = username;
    faults.translating(
        () -> {
          em.flush();
          return true;
        },
        DuplicateUsernameException::new);
  }

  static UserId idOf(DjangoUser user) {
    UserId id = user.id;
    if (id == null) {
      throw new IllegalStateException("The account was not stored yet");
    }
    return id;
  }
}
