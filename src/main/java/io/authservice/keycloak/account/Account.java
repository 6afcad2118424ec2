package io.authservice.keycloak.account;

import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One user as the {@code users_user} table holds it, without its password hash. Immutable. */
public final class Account extends UserValues {

  /** Stands for a date of joining that the row does not tell. */
  public static final Instant UNKNOWN_DATE = Instant.EPOCH;

  private Account(@Nullable Object[] values) {
    super(values);
    if (values.length != UserField.OF_ACCOUNT.size()) {
      throw new IllegalArgumentException(values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = UserField.OF_ACCOUNT.get(i).checked(values[i]);
    }
  }

  /**
   * An account of these values, one for each of {@link UserField#OF_ACCOUNT}, in that order.
   *
   * @throws IllegalArgumentException if one is not of its field
   */
  public static Account of(@Nullable Object... values) {
    return new Account(values.clone());
  }

  /**
   * An account of a row as it was found, whose columns may hold what Django never writes: nothing
   * where there must be something, or moments that no calendar has. Such a user is shown as far as
   * is known, and has what is not known to be had by nobody: no flag, no name, no date.
   *
   * @param values one for each of {@link UserField#OF_ACCOUNT}, in that order
   */
  public static Account stored(@Nullable Object... values) {
    @Nullable Object[] known = values.clone();
    for (int i = 0; i < known.length; i++) {
      known[i] = UserField.OF_ACCOUNT.get(i).known(known[i]);
    }
    return new Account(known);
  }

  /**
   * An account of what is answered for each field.
   *
   * @throws IllegalArgumentException if an answer is not of its field
   */
  public static Account from(Function<UserField<?>, @Nullable Object> source) {
    @Nullable Object[] values = new Object[UserField.OF_ACCOUNT.size()];
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      values[field.place()] = source.apply(field);
    }
    return new Account(values);
  }

  /** The same user with another value of one field. */
  public <T extends @Nullable Object> Account with(UserField<T> field, T value) {
    return new Account(changed(field, value));
  }

  /** The primary key, the only id clients ever see. */
  public UserId id() {
    return get(UserField.ID);
  }

  /** As typed at registration. */
  public String username() {
    return get(UserField.USERNAME);
  }

  /** May be empty, never null, and need not be unique (Django's {@code AbstractUser}). */
  public String email() {
    return get(UserField.EMAIL);
  }

  public String firstName() {
    return get(UserField.FIRST_NAME);
  }

  public String lastName() {
    return get(UserField.LAST_NAME);
  }

  /** Django's {@code is_active}: an inactive account can neither log in nor use a token. */
  public boolean active() {
    return get(UserField.ACTIVE);
  }

  /** Django's {@code is_staff}. */
  public boolean staff() {
    return get(UserField.STAFF);
  }

  /** Django's {@code is_superuser}. */
  public boolean superuser() {
    return get(UserField.SUPERUSER);
  }

  public Instant dateJoined() {
    return get(UserField.DATE_JOINED);
  }

  /** Null until the first login. */
  public @Nullable Instant lastLogin() {
    return get(UserField.LAST_LOGIN);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account account && Arrays.equals(values, account.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Shows no person. */
  @Override
  public String toString() {
    return "Account[" + id() + "]";
  }
}
