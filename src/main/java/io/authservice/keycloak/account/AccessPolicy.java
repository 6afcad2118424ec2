package io.authservice.keycloak.account;

/**
 * Who may do what to whom over the API. Deny by default: a user reads, changes and deletes itself;
 * staff all but superusers; superusers everyone.
 */
public final class AccessPolicy {

  private final Visibility visibility;

  public AccessPolicy(Visibility visibility) {
    this.visibility = visibility;
  }

  /** Whether the caller sees the whole list, or only itself in it. */
  public boolean mayListAll(Account caller) {
    return caller.staff() || caller.superuser() || visibility == Visibility.ALL;
  }

  public boolean mayRead(Account caller, Account target) {
    return caller.id() == target.id() || mayListAll(caller);
  }

  /** Changing and deleting alike. */
  public boolean mayWrite(Account caller, Account target) {
    if (caller.id() == target.id() || caller.superuser()) {
      return true;
    }
    return caller.staff() && !target.superuser();
  }

  /** Setting {@code is_staff} and {@code is_active}, of a new account as of an old one. */
  public boolean maySetFlags(Account caller) {
    return caller.staff() || caller.superuser();
  }
}
