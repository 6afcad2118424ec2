package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldError;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What the realm says to a user's names and e-mail, by its settings and its user profile.
 * Keycloak's own forms see to it, and its logins rely on it.
 */
final class RealmRules {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts accounts;
  private final ThemeWords words;

  RealmRules(KeycloakSession session, RealmAccounts accounts, ThemeWords words) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.accounts = accounts;
    this.words = words;
  }

  /** Adds what the realm says to a new user. */
  Validated<UserInput> checkedForCreation(Validated<UserInput> read) {
    return profiled(
        named(
            unmistakable(read, user -> false),
            read.value().get(UserField.USERNAME).orElse(""),
            read.value().get(UserField.EMAIL).orElse("")),
        Optional.empty());
  }

  /** Adds what the realm says to changes of a user; what does not change is let be. */
  Validated<UserInput> checkedForUpdate(Validated<UserInput> read, Account target) {
    UserInput input = read.value();
    String username = input.get(UserField.USERNAME).orElse(target.username());
    Validated<UserInput> checked =
        unmistakable(
            read,
            user -> accounts.account(user).filter(own -> own.id().equals(target.id())).isPresent());
    boolean renames = !username.equals(target.username());
    if (renames && !realm.isEditUsernameAllowed()) {
      checked =
          refused(checked, UserField.USERNAME, invalid("The username cannot be changed here."));
    }
    if (renames
        || input.get(UserField.EMAIL).filter(sent -> !sent.equals(target.email())).isPresent()) {
      checked = named(checked, username, input.get(UserField.EMAIL).orElse(target.email()));
    }
    return profiled(checked, Optional.of(target));
  }

  /**
   * Where the realm logs in by e-mail, nobody's name is another's e-mail, nor the other way round,
   * as Keycloak's own forms see to it: one of the two could no longer log in.
   */
  private Validated<UserInput> unmistakable(
      Validated<UserInput> read, Predicate<UserModel> isSelf) {
    if (!realm.isLoginWithEmailAllowed()) {
      return read;
    }
    Validated<UserInput> named =
        read.value()
                .get(UserField.USERNAME)
                .filter(name -> name.contains("@"))
                .map(name -> session.users().getUserByEmail(realm, name))
                .filter(isSelf.negate())
                .isPresent()
            ? refused(read, UserField.USERNAME, FieldError.USERNAME_TAKEN)
            : read;
    Optional<String> email = read.value().get(UserField.EMAIL).filter(text -> !text.isBlank());
    Optional<UserModel> taken =
        email
            .map(text -> session.users().getUserByUsername(realm, text))
            .filter(isSelf.negate())
            .or(
                () ->
                    email
                        .filter(text -> !realm.isDuplicateEmailsAllowed())
                        .map(text -> session.users().getUserByEmail(realm, text))
                        .filter(isSelf.negate()));
    return taken.isPresent() ? refused(named, UserField.EMAIL, FieldError.EMAIL_TAKEN) : named;
  }

  /** <em>Email as username</em>: who has another name cannot log in by it. */
  private Validated<UserInput> named(Validated<UserInput> read, String username, String email) {
    return realm.isRegistrationEmailAsUsername() && !LetterCase.isAllThatDiffers(username, email)
        ? refused(
            read,
            read.value().get(UserField.USERNAME).isPresent() ? UserField.USERNAME : UserField.EMAIL,
            invalid("The username must be the email address here."))
        : read;
  }

  private Validated<UserInput> profiled(Validated<UserInput> read, Optional<Account> target) {
    UserInput input = read.value();
    ProfileTexts profile = ProfileTexts.of(session);
    Validated<UserInput> checked = read;
    for (UserField<String> text : UserField.TEXTS) {
      Optional<String> complaint =
          input
              .get(text)
              .filter(sent -> target.map(known -> known.get(text)).filter(sent::equals).isEmpty())
              .flatMap(sent -> profile.complaint(UserAttributes.nameOf(text), sent))
              .map(
                  found -> words.of(found.getMessage(), found.getInputHintWithMessageParameters()));
      if (complaint.isPresent()) {
        checked = refused(checked, text, invalid(complaint.get()));
      }
    }
    return checked;
  }

  private static Validated<UserInput> refused(
      Validated<UserInput> read, UserField<String> field, FieldError error) {
    FieldErrors errors = read.errors();
    return errors.has(field.column())
        ? read
        : new Validated<>(read.value(), errors.with(field.column(), error));
  }

  private static FieldError invalid(String message) {
    return new FieldError(ErrorCode.INVALID, message);
  }
}
