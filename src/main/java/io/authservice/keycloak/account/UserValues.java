package io.authservice.keycloak.account;

import org.jspecify.annotations.Nullable;

/** Values of a user's first fields, by their places: lists make one of every row. Immutable. */
public abstract sealed class UserValues permits Account, ListedAccount {

  final @Nullable Object[] values;

  /**
   * Values that were checked.
   *
   * @param values which nobody else changes
   */
  UserValues(@Nullable Object[] values) {
    this.values = values;
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if the field is not among them
   */
  @SuppressWarnings("unchecked") // checked when they were taken
  public final <T extends @Nullable Object> T get(UserField<T> field) {
    return (T) values[placeOf(field)];
  }

  /** The same values but one. */
  final <T extends @Nullable Object> @Nullable Object[] changed(UserField<T> field, T value) {
    @Nullable Object[] changed = values.clone();
    changed[placeOf(field)] = value;
    return changed;
  }

  private int placeOf(UserField<?> field) {
    if (field.place() >= values.length) {
      throw new IllegalArgumentException(field + " is not among these");
    }
    return field.place();
  }
}
