package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.UserField;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
    return Account.stored(UserField.OF_ACCOUNT.stream().map(user::value).toArray());
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
  public <T extends @Nullable Object> void change(UserField<T> field, T value) {
    if (field != UserField.USERNAME) {
      user.change(field, Objects.requireNonNull(value));
    } else if (!Objects.equals(user.username, value)) {
      renaming.accept(user, (String) Objects.requireNonNull(value));
    }
  }
}
