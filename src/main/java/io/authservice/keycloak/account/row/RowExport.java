package io.authservice.keycloak.account.row;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * The next tokens of a kind that were not taken back, by their place; none where their
   * application is not installed.
   *
   * @param afterPlace the place of the last row that is known; blank to begin
   * @param max how many at the most; fewer only if there are no more
   */
  List<IssuedTokenRow> tokens(IssuedToken.Kind kind, String afterPlace, int max);

  /** The tables there are of those in which users have more than their row. */
  Set<BelongingTable> belongingTables();

  /**
   * What some users have in one of {@link #belongingTables}, by user.
   *
   * @param afterId the users' ids are above this one; empty for the first
   * @param lastId and this one at the most
   */
  List<BelongingRow> belongings(BelongingTable table, Optional<UserId> afterId, UserId lastId);

  /** What the user model has beyond the fields. */
  ExtraOutline outline();

  /**
   * The names of what some users are members of beside Django's groups, in their order; who is a
   * member of nothing is left out.
   */
  Map<UserId, Set<String>> memberships(Collection<UserId> ids);

  /** What some users have of the rest of {@link #outline}; who has nothing may be left out. */
  Map<UserId, ExtraValues> extras(Collection<UserId> ids);
}
