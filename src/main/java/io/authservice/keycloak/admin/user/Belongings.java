package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.admin.security.SecondFactors;
import io.authservice.keycloak.token.session.UserSessions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** What goes with a user when it is deleted, in numbers. */
final class Belongings {

  private final KeycloakSession session;
  private final RealmModel realm;

  Belongings(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** The counts by what they count. */
  Map<String, Long> of(UserModel user, Assignments given) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put(AssignmentForm.GROUPS, (long) given.groupIds().size());
    counts.put("permissions", (long) given.permissionIds().size());
    counts.put(
        "sessions",
        new UserSessions(session, realm)
            .of(user).stream().map(UserSessionModel::getId).distinct().count());
    counts.put("consents", session.users().getConsentsStream(realm, user.getId()).count());
    counts.put("second_factors", (long) SecondFactors.of(user).size());
    counts.put("links", session.users().getFederatedIdentitiesStream(realm, user).count());
    return counts;
  }
}
