package io.authservice.keycloak.account.group;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.key.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The port to Django's groups and permissions of accounts. Every method takes one statement, and
 * throws {@link AccountsUnavailableException} when the database does not answer.
 *
 * <p>Permissions come in the order Django gives them ({@code Permission.Meta.ordering}): by
 * application, model and codename. Groups, which Django leaves unordered, come by name.
 */
public interface AccountPermissions {

  /** The names of the groups each account is in; accounts in none are left out. */
  Map<UserId, List<String>> groups(Collection<UserId> accountIds);

  /**
   * What an account was given itself and what its groups were given, each once. Neither of the
   * flags counts here: Django asks no permissions of a superuser, and none helps an inactive
   * account.
   */
  List<Permission> of(UserId accountId);

  /** Every permission there is: what Django says of a superuser. */
  List<Permission> all();
}
