package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.AccountAttributes;
import io.authservice.keycloak.storage.AccountStorages;
import io.authservice.keycloak.token.UserRemoval;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.UserInput;
import io.authservice.keycloak.wire.Validated;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;

/**
 * Writes users by way of Keycloak's user model, so that its cache, its events and its other nodes
 * learn of every change, as they do of those made in the admin console.
 */
final class UserChanges {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AccountStorages accounts;
  private final PasswordRules passwordRules;
  private final UserRemoval removal;
  private final ApiEvents events;

  UserChanges(
      KeycloakSession session,
      AccountStorages accounts,
      PasswordRules passwordRules,
      UserRemoval removal,
      ApiEvents events) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.accounts = accounts;
    this.passwordRules = passwordRules;
    this.removal = removal;
    this.events = events;
  }

  /** Whether a user of the realm, of whatever storage, has this name in any letter case. */
  boolean isTaken(String username) {
    return session.users().getUserByUsername(realm, username) != null;
  }

  boolean isTakenByAnother(String username, Account self) {
    UserModel holder = session.users().getUserByUsername(realm, username);
    return holder != null
        && accounts.account(holder).filter(found -> found.id() == self.id()).isEmpty();
  }

  /** Adds what only the realm's password policy can refuse. */
  Validated<UserInput> checkedForCreation(Validated<UserInput> read) {
    return checked(
        read,
        read.value()
            .password()
            .flatMap(
                password -> passwordRules.refusal(read.value().username().orElse(""), password)));
  }

  /** Adds what only the realm's password policy can refuse. */
  Validated<UserInput> checkedForUpdate(Validated<UserInput> read, Account target) {
    return checked(
        read,
        read.value().password().flatMap(password -> passwordRules.refusal(user(target), password)));
  }

  private static Validated<UserInput> checked(Validated<UserInput> read, Optional<String> refusal) {
    return refusal
        .filter(message -> !read.errors().has("password"))
        .map(message -> new Validated<>(read.value(), read.errors().with("password", message)))
        .orElse(read);
  }

  /**
   * Creates a user.
   *
   * @throws org.keycloak.models.ModelDuplicateException if a registration that raced this one took
   *     the name
   */
  Account create(UserInput input, Optional<Caller> caller) {
    accounts.nameUsersToTheLetter();
    String username = input.username().orElseThrow(IllegalArgumentException::new);
    UserModel user = session.users().addUser(realm, username);
    apply(input, user);
    Account created = account(user);
    events.created(user, Records.user(created), caller);
    return created;
  }

  Account update(Account target, UserInput input, Caller caller) {
    accounts.nameUsersToTheLetter();
    UserModel user = user(target);
    input.username().ifPresent(user::setUsername);
    apply(input, user);
    Account updated = account(user);
    events.updated(user, Records.user(updated), input.password().isPresent(), caller);
    return updated;
  }

  void remove(Account target, Caller caller) {
    UserModel user = user(target);
    accounts.requireMayChange(user);
    events.removed(user, caller);
    if (!removal.remove(user)) {
      throw ApiException.noUserMatches();
    }
  }

  private void apply(UserInput input, UserModel user) {
    input.email().ifPresent(user::setEmail);
    input.firstName().ifPresent(user::setFirstName);
    input.lastName().ifPresent(user::setLastName);
    input.active().ifPresent(user::setEnabled);
    input
        .staff()
        .ifPresent(
            staff -> user.setSingleAttribute(AccountAttributes.IS_STAFF, Boolean.toString(staff)));
    input
        .password()
        .ifPresent(
            password ->
                user.credentialManager()
                    .updateCredential(UserCredentialModel.password(password, false)));
  }

  private UserModel user(Account target) {
    return accounts.userForChange(target.id()).orElseThrow(ApiException::noUserMatches);
  }

  private Account account(UserModel user) {
    return accounts.account(user).orElseThrow(IllegalStateException::new);
  }
}
