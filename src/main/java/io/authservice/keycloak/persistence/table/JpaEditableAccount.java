package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.EditableAccount;
import java.time.Instant;
import java.util.function.BiConsumer;

/** An {@link EditableAccount} over a managed row: the flush at commit writes what changed. */
final class JpaEditableAccount implements EditableAccount {

  private final DjangoUser user;
  private final BiConsumer<DjangoUser, String> renaming;

  JpaEditableAccount(DjangoUser user, BiConsumer<DjangoUser, String> renaming) {
    this.user = user;
    this.renaming = renaming;
  }

  @Override
  public Account account() {
    return Account.stored(
        JpaAccounts.idOf(user),
        user.username,
        user.email,
        user.firstName,
        user.lastName,
        user.active,
        user.staff,
        user.superuser,
        user.dateJoined,
        user.lastLogin);
  }

  @Override
  public String passwordHash() {
    String hash = user.password;
    return hash == null ? "" : hash;
  }

  @Override
  public void changePasswordHash(String encoded) {
    user.password = encoded;
  }

  @Override
  public void rename(String username) {
    if (!username.equals(user.username)) {
      renaming.accept(user, username);
    }
  }

  @Override
  public void changeEmail(String email) {
    user.email = email;
  }

  @Override
  public void changeFirstName(String firstName) {
    user.firstName = firstName;
  }

  @Override
  public void changeLastName(String lastName) {
    user.lastName = lastName;
  }

  @Override
  public void changeActive(boolean active) {
    user.active = active;
  }

  @Override
  public void changeStaff(boolean staff) {
    user.staff = staff;
  }

  @Override
  public void changeSuperuser(boolean superuser) {
    user.superuser = superuser;
  }

  @Override
  public void changeDateJoined(Instant dateJoined) {
    user.dateJoined = dateJoined;
  }
}
