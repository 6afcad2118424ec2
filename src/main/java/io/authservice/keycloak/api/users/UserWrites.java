package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.failure.PasswordRefusedException;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.identity.LoginNames;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.token.session.UserRemoval;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldError;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * Writes users by way of Keycloak's user model, so that its cache, its events and its other nodes
 * learn of every change, as they do of those made in the admin console.
 */
public final class UserWrites {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts accounts;
  private final RealmPasswordPolicy passwordRules;
  private final RealmRules realmRules;
  private final UserRemoval removal;

  public UserWrites(
      KeycloakSession session,
      RealmAccounts accounts,
      RealmPasswordPolicy passwordRules,
      UserRemoval removal) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.accounts = accounts;
    this.passwordRules = passwordRules;
    this.realmRules = new RealmRules(session, accounts, passwordRules.words());
    this.removal = removal;
  }

  /** Whether a user of the realm, of whatever storage, has this name in any letter case. */
  public boolean isTaken(String username) {
    return LoginNames.isOfServiceAccounts(username)
        || session.users().getUserByUsername(realm, username) != null;
  }

  /** Whether somebody else has it. */
  public boolean isTakenByAnother(String username, Account self) {
    if (LoginNames.isOfServiceAccounts(username)
        && !LetterCase.isAllThatDiffers(username, self.username())) {
      return true;
    }
    UserModel holder = session.users().getUserByUsername(realm, username);
    return holder != null
        && accounts.account(holder).filter(found -> found.id().equals(self.id())).isEmpty();
  }

  /** Adds what only the realm's settings and password policy can refuse. */
  public Validated<UserInput> checkedForCreation(Validated<UserInput> read) {
    return checked(
        realmRules.checkedForCreation(read),
        read.value()
            .get(UserField.PASSWORD)
            .map(
                password ->
                    passwordRules.refusals(
                        read.value().get(UserField.USERNAME).orElse(""), password))
            .orElse(List.of()));
  }

  /** Adds what only the realm's settings and password policy can refuse. */
  public Validated<UserInput> checkedForUpdate(Validated<UserInput> read, Account target) {
    return checked(
        realmRules.checkedForUpdate(read, target),
        read.value()
            .get(UserField.PASSWORD)
            .map(password -> passwordRules.refusals(user(target), password))
            .orElse(List.of()));
  }

  private static Validated<UserInput> checked(
      Validated<UserInput> read, List<FieldError> refusals) {
    String field = UserField.PASSWORD.column();
    if (read.errors().has(field)) {
      return read;
    }
    FieldErrors all = read.errors();
    for (FieldError refusal : refusals) {
      all = all.with(field, refusal);
    }
    return new Validated<>(read.value(), all);
  }

  /**
   * Creates a user.
   *
   * @throws org.keycloak.models.ModelDuplicateException if a registration that raced this one took
   *     the name
   */
  public UserModel create(UserInput input) {
    accounts.nameUsersToTheLetter();
    String username = input.get(UserField.USERNAME).orElseThrow(IllegalArgumentException::new);
    UserModel user = session.users().addUser(realm, username);
    apply(input, user);
    return user;
  }

  /**
   * Changes what is set of a user.
   *
   * @throws ApiException 400 if the password policy refuses a password for what it was before; 404
   */
  public UserModel update(Account target, UserInput input) {
    accounts.nameUsersToTheLetter();
    UserModel user = user(target);
    input.get(UserField.USERNAME).ifPresent(user::setUsername);
    apply(input, user);
    return user;
  }

  /**
   * Removes a user with all that is kept about it.
   *
   * @param noting told of the user while it is still there
   * @throws ApiException 404
   */
  public void remove(Account target, Consumer<UserModel> noting) {
    UserModel user = user(target);
    accounts.requireMayChange(user);
    noting.accept(user);
    if (!removal.remove(user)) {
      throw ApiException.noUserMatches();
    }
  }

  private void apply(UserInput input, UserModel user) {
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      input.get(field).ifPresent(value -> apply(field, value.toString(), user));
    }
    input.attributes().forEach((name, change) -> apply(name, change.get(1), user));
    input.get(UserField.PASSWORD).ifPresent(password -> changePassword(user, password));
  }

  private static void apply(String attribute, @Nullable Object value, UserModel user) {
    try {
      user.setSingleAttribute(attribute, value == null ? null : value.toString());
    } catch (RefusedValueException refused) {
      throw ApiException.validation(
          FieldErrors.none().with(attribute, ErrorCode.INVALID, "Not a valid value."));
    }
  }

  /**
   * Sets a password that the user itself has chosen: it need not choose one again.
   *
   * @param field where a refusal is told
   * @throws ApiException 400 by field if the policy refuses it; 404
   */
  UserModel choosePassword(Account target, String password, String field) {
    UserModel user = user(target);
    changePassword(user, password, field);
    user.removeRequiredAction(RequiredAction.UPDATE_PASSWORD);
    return user;
  }

  /**
   * Notes that a user has the e-mail address that it says.
   *
   * @return the user; empty if that was known
   * @throws ApiException 404
   */
  Optional<UserModel> verifyEmail(UserId accountId) {
    UserModel user = accounts.userForChange(accountId).orElseThrow(ApiException::noUserMatches);
    if (user.isEmailVerified()) {
      return Optional.empty();
    }
    user.setEmailVerified(true);
    user.removeRequiredAction(RequiredAction.VERIFY_EMAIL);
    return Optional.of(user);
  }

  /**
   * Sets a password. Some policies depend on what else was changed, or on the user's former
   * passwords.
   *
   * @throws ApiException 400 by field if the policy refuses it
   */
  public void changePassword(UserModel user, String password) {
    changePassword(user, password, UserField.PASSWORD.column());
  }

  private void changePassword(UserModel user, String password, String field) {
    try {
      user.credentialManager().updateCredential(UserCredentialModel.password(password, false));
    } catch (PasswordRefusedException refused) {
      throw ApiException.validation(
          FieldErrors.none().with(field, passwordRules.inWords(refused.refusal())));
    }
  }

  private static void apply(UserField<?> field, String value, UserModel user) {
    switch (field.column()) {
      case UserColumns.USERNAME -> {
        // It was given to the new user, or to the old one before all else.
      }
      case UserColumns.EMAIL -> user.setEmail(value);
      case UserColumns.IS_ACTIVE -> user.setEnabled(Boolean.parseBoolean(value));
      default -> user.setSingleAttribute(UserAttributes.nameOf(field), value);
    }
  }

  private UserModel user(Account target) {
    return accounts.userForChange(target.id()).orElseThrow(ApiException::noUserMatches);
  }
}
