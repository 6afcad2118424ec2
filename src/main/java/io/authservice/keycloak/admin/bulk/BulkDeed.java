package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.token.session.UserRemoval;
import io.authservice.keycloak.token.session.UserSessions;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * An action on one user, as if it was done singly: by the same doors, with the same admin event. It
 * fails as these do. Where there is nothing to do, nothing is done and no event tells of it.
 */
final class BulkDeed {

  /** What Keycloak's Admin API calls it. */
  private static final String LOGOUT = "logout";

  /** As Django calls what a user is in. */
  private static final String GROUPS = "groups";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts storages;
  private final AdminEvents events;

  /** Deeds in a session in whose transaction they are to be kept. */
  BulkDeed(KeycloakSession session, AdminEvents events) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.storages = new RealmAccounts(session, realm);
    this.events = events;
  }

  void perform(BulkOrder order, UserId id) {
    switch (order.action()) {
      case ACTIVATE -> switchTo(true, id);
      case DEACTIVATE -> switchTo(false, id);
      case ADD_TO_GROUP, REMOVE_FROM_GROUP ->
          move(order.action() == BulkAction.ADD_TO_GROUP, order.group().orElseThrow(), id);
      case END_SESSIONS -> endSessions(id);
      case DELETE -> delete(id);
    }
  }

  private void switchTo(boolean active, UserId id) {
    UserModel user = userForChange(id);
    Account before = account(user);
    if (before.active() != active) {
      user.setEnabled(active);
      events.user(
          OperationType.UPDATE, user.getId(), UserDifference.between(before, account(user)));
    }
  }

  private void delete(UserId id) {
    UserModel user = userForChange(id);
    events.user(OperationType.DELETE, user.getId(), UserDifference.of(account(user)));
    if (!new UserRemoval(session).remove(user)) {
      throw ApiException.noUserMatches();
    }
  }

  private void endSessions(UserId id) {
    UserModel user = userForChange(id);
    new UserSessions(session, realm).endAll(user);
    events.userAction(user.getId(), LOGOUT, UserDifference.of(account(user)));
  }

  private void move(boolean into, long groupId, UserId id) {
    RealmGroups groups = storages.groups().orElseThrow(ApiException::notFound);
    // Whoever changes the user's groups meanwhile is waited for.
    if (!groups.change(id, AssignmentChange.NONE)) {
      throw ApiException.noUserMatches();
    }
    Set<Long> wanted = new HashSet<>(groups.grants(id).groupIds());
    if (into ? wanted.add(groupId) : wanted.remove(groupId)) {
      AccountReader accounts = storages.storage().orElseThrow(ApiException::notFound).reads();
      List<String> before = accounts.groups(id);
      groups.change(id, new AssignmentChange(Optional.of(wanted), Optional.empty()));
      Account account = accounts.byId(id).orElseThrow(ApiException::noUserMatches);
      events.grantsChanged(
          id, UserDifference.of(account).with(GROUPS, before, accounts.groups(id)));
    }
  }

  private UserModel userForChange(UserId id) {
    UserModel user = storages.userForChange(id).orElseThrow(ApiException::noUserMatches);
    storages.requireMayChange(user);
    return user;
  }

  private Account account(UserModel user) {
    return storages.account(user).orElseThrow(ApiException::noUserMatches);
  }
}
