package io.authservice.keycloak.account.row;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Optional;

/**
 * The port by which whole rows are read out of a Django database, ids included. Nothing is changed.
 *
 * <p>Every method may throw {@link AccountsUnavailableException}.
 */
public interface RowExport {

  /** By id. */
  List<ContentTypeRow> contentTypes();

  /** By id. */
  List<PermissionRow> permissions();

  /** By id. */
  List<GroupRow> groups();

  /**
   * The next users by id.
   *
   * @param after the id of the last user that is known; empty to begin
   * @param max how many at the most; fewer only if there are no more
   */
  List<UserRow> users(Optional<UserId> after, int max);

  /** The applications of django-oauth-toolkit, by id; none where it is not installed. */
  List<ApplicationRow> applications();
}
