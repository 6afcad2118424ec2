package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.failure.UsersReadOnlyException;
import io.authservice.keycloak.storage.identity.LoginNames;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.settings.EditMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What is written to the row of an account: only where it is written to at all, by who may write
 * it, and values that the column takes.
 */
final class AccountChanges {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EditableAccount entry;
  private final Authority authority;
  private final EditMode editMode;
  private final ColumnValues values;
  private final Runnable permission;

  /**
   * Nothing is written yet.
   *
   * @param permission refuses those who may not change the user
   */
  AccountChanges(
      KeycloakSession session,
      RealmModel realm,
      EditableAccount entry,
      Authority authority,
      EditMode editMode,
      Runnable permission) {
    this.session = session;
    this.realm = realm;
    this.entry = entry;
    this.authority = authority;
    this.editMode = editMode;
    this.values = new ColumnValues(session, authority);
    this.permission = permission;
  }

  /** The account, to be changed. */
  EditableAccount begin() {
    permission.run();
    editMode.requireWritable();
    return entry;
  }

  /** The account, for this field to be changed. */
  EditableAccount begin(UserField<?> field) {
    EditableAccount changed = begin();
    if (!changed.isWritable(field)) {
      throw new UsersReadOnlyException();
    }
    return changed;
  }

  /** What an identity provider says of a user at each login must not keep the user out. */
  boolean isLeftAsItIs(UserField<?> field) {
    return authority.isNobodysAct() && !(editMode.isWritable() && entry.isWritable(field));
  }

  /** Returns whether the name is now another one. */
  boolean username(String keycloakId, String username) {
    if (isRespelled(account().username(), username) || isLeftAsItIs(UserField.USERNAME)) {
      return false;
    }
    EditableAccount changed = begin(UserField.USERNAME);
    if (LetterCase.isAllThatDiffers(username, account().username())) {
      changed.change(UserField.USERNAME, username);
      return true;
    }
    values.require(UserModel.USERNAME, username);
    values.unlessTaken(
        UserModel.USERNAME,
        () -> {
          new LoginNames(session, realm).requireFreeName(username, keycloakId);
          changed.change(UserField.USERNAME, username);
        });
    return true;
  }

  /** Returns whether the address is now another one. */
  boolean email(String keycloakId, String email) {
    if (isRespelled(account().email(), email)) {
      return false;
    }
    EditableAccount changed = begin(UserField.EMAIL);
    values.require(UserModel.EMAIL, email);
    values.unlessTaken(
        UserModel.EMAIL,
        () -> new LoginNames(session, realm).requireFreeAddress(email, keycloakId));
    changed.change(UserField.EMAIL, email);
    return true;
  }

  /** Returns whether it was changed. */
  boolean staff(boolean staff) {
    if (staff == account().staff() || !authority.setsStaff()) {
      return false;
    }
    begin(UserField.STAFF).change(UserField.STAFF, staff);
    return true;
  }

  /** Returns whether it was changed. */
  boolean superuser(boolean superuser) {
    if (superuser == account().superuser() || !authority.setsSuperuser()) {
      return false;
    }
    begin(UserField.SUPERUSER).change(UserField.SUPERUSER, superuser);
    return true;
  }

  /**
   * Texts that users set are no more than columns. The id, activity, dates and groups are not set
   * here; a form that sends them back changes nothing.
   */
  void text(String attribute, String value) {
    for (UserField<String> field : UserField.TEXTS) {
      if (UserAttributes.nameOf(field).equals(attribute) && field.isSetBy(UserField.Writer.USERS)) {
        EditableAccount changed = begin(field);
        values.require(attribute, value);
        changed.change(field, value);
      }
    }
  }

  /** Whether a door of Keycloak's writes back what it was shown, as it spells it. */
  private boolean isRespelled(String stored, String written) {
    return session.getAttribute(AccountUser.TO_THE_LETTER) == null
        && LetterCase.isAllThatDiffers(stored, written);
  }

  private Account account() {
    return entry.account();
  }
}
