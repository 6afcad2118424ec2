package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.NotFoundException;
import org.keycloak.models.UserModel;

/** The users that calls are about, found by their ids for those who may do what is asked. */
public final class TargetUsers {

  /** What {@link #idOf} may be asked for; of alternatives JAX-RS would try the first alone. */
  public static final String ID = "[0-9a-f-]{1,36}";

  private final AdminAccess access;
  private final RealmAccounts accounts;

  public TargetUsers(AdminAccess access, RealmAccounts accounts) {
    this.access = access;
    this.accounts = accounts;
  }

  /**
   * The id that stands in an address.
   *
   * @throws NotFoundException if nobody can have it
   */
  public static UserId idOf(String text) {
    return UserId.read(text).orElseThrow(NotFoundException::new);
  }

  /**
   * The rows behind the users.
   *
   * @throws ApiException 404 if the realm keeps its users elsewhere
   */
  public AccountReader reads() {
    return accounts.storage().orElseThrow(ApiException::notFound).reads();
  }

  /**
   * The groups of the realm.
   *
   * @throws ApiException 404 if the realm keeps its users elsewhere
   */
  public RealmGroups groups() {
    return accounts.groups().orElseThrow(ApiException::notFound);
  }

  /**
   * Keycloak's id of a user.
   *
   * @throws ApiException 404
   */
  public String keycloakId(UserId id) {
    return accounts.keycloakId(id).orElseThrow(ApiException::notFound);
  }

  /** The row behind a user that was just made. */
  public Account account(UserModel user) {
    return accounts.account(user).orElseThrow(IllegalStateException::new);
  }

  /**
   * A user whom the bearer sees.
   *
   * @throws ApiException 403, 404
   */
  public Account seen(UserId id) {
    access.requireMayViewUsers();
    return reads().byId(id).orElseThrow(ApiException::noUserMatches);
  }

  /**
   * The same as Keycloak has it.
   *
   * @throws ApiException 404
   */
  public UserModel model(Account account) {
    return accounts.user(account.id()).orElseThrow(ApiException::noUserMatches);
  }

  /**
   * A user of whom the bearer may change what Keycloak keeps, be the database only read.
   *
   * @throws ApiException 403, 404
   */
  public Target changeable(UserId id) {
    access.requireMayManageUsers();
    Account account = reads().byId(id).orElseThrow(ApiException::noUserMatches);
    UserModel user = accounts.userForChange(id).orElseThrow(ApiException::noUserMatches);
    access.requireMayChange(user);
    return new Target(account, user);
  }

  /**
   * A user of whom the bearer may change the row.
   *
   * @throws ApiException 403, 404
   */
  public Target writable(UserId id) {
    Target target = changeable(id);
    requireWritable();
    return target;
  }

  /**
   * A user of whom nobody else changes the row until the transaction ends.
   *
   * @throws ApiException 403, 404
   */
  public Target held(UserId id) {
    Target target = writable(id);
    return new Target(reads().held(id).orElseThrow(ApiException::noUserMatches), target.user());
  }

  /**
   * Refuses where the users' database is only read.
   *
   * @throws ApiException 403
   */
  public void requireWritable() {
    if (!groups().isWritable()) {
      throw ApiException.readOnly();
    }
  }

  /** A user as its row and as Keycloak's model, through which it is changed. */
  public record Target(Account account, UserModel user) {}
}
