package io.authservice.keycloak.account;

import org.jspecify.annotations.Nullable;

/**
 * One user as lists show it to clients: the fields of {@link UserField#OF_CLIENTS} and no others,
 * which a list of everybody then need not read. Immutable.
 */
public final class ListedAccount extends UserValues {

  private ListedAccount(@Nullable Object[] values) {
    super(values);
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

  /** The same user, who cannot log in. */
  public ListedAccount inactive() {
    return new ListedAccount(changed(UserField.ACTIVE, false));
  }
}
