package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** What callers of the API do to users, and the events of it. */
public final class UserChanges {

  private final UserWrites writes;
  private final RealmAccounts accounts;
  private final UserEvents events;

  public UserChanges(UserWrites writes, RealmAccounts accounts, UserEvents events) {
    this.writes = writes;
    this.accounts = accounts;
    this.events = events;
  }

  boolean isTaken(String username) {
    return writes.isTaken(username);
  }

  /** Whether somebody else has a name; see {@link UserWrites#isTakenByAnother}. */
  public boolean isTakenByAnother(String username, Account self) {
    return writes.isTakenByAnother(username, self);
  }

  Validated<UserInput> checkedForCreation(Validated<UserInput> read) {
    return writes.checkedForCreation(read);
  }

  /** Adds what the realm refuses; see {@link UserWrites#checkedForUpdate}. */
  public Validated<UserInput> checkedForUpdate(Validated<UserInput> read, Account target) {
    return writes.checkedForUpdate(read, target);
  }

  /** Creates a user; see {@link UserWrites#create}. */
  Account create(UserInput input, Optional<Caller> caller) {
    UserModel user = writes.create(input);
    Account created = account(user);
    events.created(user, withAttributes(UserDifference.ofNew(created), input), caller);
    return created;
  }

  /** Changes a user; see {@link UserWrites#update}. */
  public Account update(Account target, UserInput input, Caller caller) {
    UserModel user = writes.update(target, input);
    Account updated = account(user);
    events.updated(
        user,
        withAttributes(UserDifference.between(target, updated), input),
        input.get(UserField.PASSWORD).isPresent(),
        caller);
    return updated;
  }

  private static UserDifference withAttributes(UserDifference difference, UserInput input) {
    UserDifference all = difference;
    for (Map.Entry<String, List<@Nullable Object>> change : input.attributes().entrySet()) {
      all = all.with(change.getKey(), change.getValue().get(0), change.getValue().get(1));
    }
    return all;
  }

  /**
   * Sets a password that the user itself has chosen; see {@link UserWrites#choosePassword}.
   *
   * @param caller the user, if it has shown a token
   */
  public UserModel choosePassword(
      Account target, String password, String field, Optional<Caller> caller) {
    UserModel user = writes.choosePassword(target, password, field);
    events.passwordChosen(user, caller);
    return user;
  }

  /**
   * Notes that a user has the e-mail address that it says; see {@link UserWrites#verifyEmail}.
   *
   * @return false if that was known
   */
  public boolean verifyEmail(UserId accountId) {
    Optional<UserModel> verified = writes.verifyEmail(accountId);
    verified.ifPresent(events::emailVerified);
    return verified.isPresent();
  }

  /** Removes a user; see {@link UserWrites#remove}. */
  public void remove(Account target, Caller caller) {
    writes.remove(target, user -> events.removed(user, UserDifference.of(target), caller));
  }

  private Account account(UserModel user) {
    return accounts.account(user).orElseThrow(IllegalStateException::new);
  }
}
