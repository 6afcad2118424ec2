package io.authservice.keycloak.account;

import org.jspecify.annotations.Nullable;

/**
 * One user as lists show it to clients: the fields of {@link UserField#OF_CLIENTS} and no others,
 * which a list of everybody then need not read. Immutable.
 */
public final class ListedAccount implements UserValues {

  private final @Nullable Object[] values;

  private ListedAccount(@Nullable Object[] values) {
    this.values = values;
  }

  /**
   * A user of a row as it was found; see {@link Account#stored}.
   *
   * @param values one for each of {@link UserField#OF_CLIENTS}, in that order; they become the
   *     account's own
   */
  public static ListedAccount stored(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      UserField<?> field = UserField.OF_CLIENTS.get(i);
      values[i] = field.checked(field.known(values[i]));
    }
    return new ListedAccount(values);
  }

  @Override
  @SuppressWarnings("unchecked") // checked when the account was made
  public <T extends @Nullable Object> T get(UserField<T> field) {
    return (T) values[placeOf(field)];
  }

  /** The same user, who cannot log in. */
  public ListedAccount inactive() {
    @Nullable Object[] changed = values.clone();
    changed[placeOf(UserField.ACTIVE)] = false;
    return new ListedAccount(changed);
  }

  /** They stand before all that clients are not shown. */
  private int placeOf(UserField<?> field) {
    if (field.place() >= values.length) {
      throw new IllegalArgumentException("Lists do not show " + field);
    }
    return field.place();
  }
}
