package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.failure.UsersReadOnlyException;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.LoginNames;
import io.authservice.keycloak.storage.identity.RequestedIds;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.settings.EditMode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** The users of one session: each account is wrapped once, however often it is looked up. */
public final class AccountUsers {

  /** As many ids as a statement may well name: databases limit its parameters. */
  private static final int PORTION = 500;

  private final Accounts accounts;
  private final FederatedRows federated;
  private final DjangoGroupNames djangoGroups;
  private final UserExtras extras;
  private final Clock clock;
  private final Function<EditableAccount, AccountUser> wrapping;
  private final TypedUsername typedUsername;
  private final LoginNames loginNames;
  private final EditMode editMode;
  private final UserBinding bonds;
  private final RequestedIds requested;
  private final ColumnValues values;
  private final Map<UserId, AccountUser> known = new HashMap<>();
  private final Set<String> overtaken = new HashSet<>();

  public AccountUsers(
      Accounts accounts,
      FederatedRows federated,
      DjangoGroupNames djangoGroups,
      UserExtras extras,
      Clock clock,
      Function<EditableAccount, AccountUser> wrapping,
      TypedUsername typedUsername,
      LoginNames loginNames,
      EditMode editMode,
      UserBinding bonds,
      RequestedIds requested,
      ColumnValues values) {
    this.accounts = accounts;
    this.federated = federated;
    this.djangoGroups = djangoGroups;
    this.extras = extras;
    this.clock = clock;
    this.wrapping = wrapping;
    this.typedUsername = typedUsername;
    this.loginNames = loginNames;
    this.editMode = editMode;
    this.bonds = bonds;
    this.requested = requested;
    this.values = values;
  }

  /**
   * The user whom an id means that something else was found by: a session, a token, a link, a role
   * or group. Whoever has taken over the id of another is not meant by it, for as long as the
   * session lasts in which that is found out; what led here goes.
   */
  public Optional<AccountUser> meantBy(String keycloakId) {
    if (KeycloakUserIds.of(keycloakId).isEmpty()) {
      return Optional.empty();
    }
    Optional<AccountUser> user = byKeycloakId(keycloakId);
    if (user.isEmpty()) {
      bonds.end(keycloakId);
    } else if (!user.get().settleById() && !requested.has(keycloakId)) {
      overtaken.add(keycloakId);
    }
    return user.filter(found -> !overtaken.contains(keycloakId));
  }

  /** The user of an account, whoever had its id before. */
  public Optional<AccountUser> settledById(UserId id) {
    return settled(byId(id));
  }

  private static Optional<AccountUser> settled(Optional<AccountUser> user) {
    user.ifPresent(AccountUser::settle);
    return user;
  }

  /** The user of an id as it is, for a change to the very user that was found before. */
  public Optional<AccountUser> byKeycloakId(String keycloakId) {
    return KeycloakUserIds.of(keycloakId).flatMap(this::byId);
  }

  private Optional<AccountUser> byId(UserId id) {
    AccountUser user = known.get(id);
    return user == null ? accounts.byId(id).map(this::user) : Optional.of(user);
  }

  /**
   * Keycloak lower-cases a name before it asks; the spelling typed into the form is tried first.
   */
  public Optional<AccountUser> byUsername(String username) {
    String asTyped =
        typedUsername
            .get()
            .filter(typed -> typed.toLowerCase(Locale.getDefault()).equals(username))
            .orElse(username);
    return settled(accounts.byUsername(asTyped).map(this::user));
  }

  public Optional<AccountUser> byEmail(String email) {
    return settled(accounts.byEmail(email).map(this::user));
  }

  /** The accounts that the server itself bars. */
  public static Set<UserId> locked(FederatedRows federated) {
    return federated.valuesOf(ServerAttributes.LOCKED).keySet().stream()
        .map(KeycloakUserIds::of)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  public Stream<UserModel> page(
      AccountQuery query, @Nullable Integer first, @Nullable Integer max) {
    int offset = first == null || first < 0 ? 0 : first;
    int limit = max == null || max < 0 ? Integer.MAX_VALUE : max;
    List<AccountUser> found =
        accounts.search(query, offset, limit).stream().map(this::user).toList();
    for (int start = 0; start < found.size(); start += PORTION) {
      readTogether(found.subList(start, Math.min(found.size(), start + PORTION)));
    }
    return found.stream().map(user -> user);
  }

  private void readTogether(List<AccountUser> users) {
    FederatedPage shared =
        new FederatedPage(
            federated, users.stream().map(AccountUser::getId).collect(Collectors.toSet()));
    users.forEach(user -> user.readWith(shared));
    Set<UserId> ids = users.stream().map(user -> user.account().id()).collect(Collectors.toSet());
    djangoGroups.readTogether(ids);
    extras.readTogether(ids);
  }

  public int count(AccountQuery query) {
    return Math.toIntExact(accounts.count(query));
  }

  public AccountUser add(String username) {
    values.unlessClosed(this::requireMayAdd);
    values.require(UserModel.USERNAME, username);
    loginNames.requireFreeName(username, null);
    // Django keeps microseconds; a finer instant would differ from itself once read back.
    AccountUser added =
        user(accounts.add(username, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    added.markCreated();
    return added;
  }

  private void requireMayAdd() {
    editMode.requireMayAddOrRemove();
    if (!accounts.isWritable(UserField.USERNAME)) {
      throw new UsersReadOnlyException();
    }
  }

  public boolean remove(String keycloakId) {
    Optional<AccountUser> user = byKeycloakId(keycloakId);
    user.ifPresent(AccountUser::requireMayChange);
    editMode.requireMayAddOrRemove();
    return user.map(found -> remove(found.account().id())).orElse(false);
  }

  private boolean remove(UserId id) {
    boolean removed = accounts.remove(id);
    // Nothing is to be kept again for who is gone.
    known.remove(id);
    return removed;
  }

  public void removeAll() {
    accounts.removeAll();
    known.clear();
  }

  private AccountUser user(EditableAccount entry) {
    return known.computeIfAbsent(entry.account().id(), id -> wrapping.apply(entry));
  }
}
