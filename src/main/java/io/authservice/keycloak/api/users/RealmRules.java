package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What the realm says to a user's names and e-mail, by its settings and its user profile.
 * Keycloak's own forms see to it, and its logins rely on it.
 */
final class RealmRules {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ThemeWords words;

  RealmRules(KeycloakSession session, ThemeWords words) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.words = words;
  }

  /** Adds what the realm says to a new user. */
  Validated<UserInput> checkedForCreation(Validated<UserInput> read) {
    return profiled(
        named(
            read,
            read.value().get(UserField.USERNAME).orElse(""),
            read.value().get(UserField.EMAIL).orElse("")),
        Optional.empty());
  }

  /** Adds what the realm says to changes of a user; what does not change is let be. */
  Validated<UserInput> checkedForUpdate(Validated<UserInput> read, Account target) {
    UserInput input = read.value();
    String username = input.get(UserField.USERNAME).orElse(target.username());
    Validated<UserInput> checked = read;
    boolean renames = !username.equals(target.username());
    if (renames && !realm.isEditUsernameAllowed()) {
      checked = refused(checked, UserField.USERNAME, "The username cannot be changed here.");
    }
    if (renames
        || input.get(UserField.EMAIL).filter(sent -> !sent.equals(target.email())).isPresent()) {
      checked = named(checked, username, input.get(UserField.EMAIL).orElse(target.email()));
    }
    return profiled(checked, Optional.of(target));
  }

  /** <em>Email as username</em>: who has another name cannot log in by it. */
  private Validated<UserInput> named(Validated<UserInput> read, String username, String email) {
    return realm.isRegistrationEmailAsUsername() && !LetterCase.isAllThatDiffers(username, email)
        ? refused(
            read,
            read.value().get(UserField.USERNAME).isPresent() ? UserField.USERNAME : UserField.EMAIL,
            "The username must be the email address here.")
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
        checked = refused(checked, text, complaint.get());
      }
    }
    return checked;
  }

  private static Validated<UserInput> refused(
      Validated<UserInput> read, UserField<String> field, String message) {
    FieldErrors errors = read.errors();
    return errors.has(field.column())
        ? read
        : new Validated<>(read.value(), errors.with(field.column(), ErrorCode.INVALID, message));
  }
}
