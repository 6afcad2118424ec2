package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.model.UserModel;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An {@link EditableAccount} over a managed row: the flush at commit writes what changed. */
final class JpaEditableAccount implements EditableAccount {

  private final DjangoUser user;
  private final UserModel model;
  private final BiConsumer<DjangoUser, String> renaming;

  JpaEditableAccount(DjangoUser user, UserModel model, BiConsumer<DjangoUser, String> renaming) {
    this.user = user;
    this.model = model;
    this.renaming = renaming;
  }

  private boolean isName(UserField<?> field) {
    return field == UserField.USERNAME || (field == UserField.EMAIL && model.isEmailUsername());
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
  public boolean isWritable(UserField<?> field) {
    return model.isWritable(field);
  }

  @Override
  public <T extends @Nullable Object> void change(UserField<T> field, T value) {
    if (!isWritable(field)) {
      throw new IllegalArgumentException(field + " is only read");
    }
    if (field != UserField.USERNAME) {
      user.change(field, Objects.requireNonNull(value));
    }
    if (isName(field) && !Objects.equals(user.username, value)) {
      renaming.accept(user, (String) Objects.requireNonNull(value));
    }
  }
}
