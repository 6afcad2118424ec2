package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.token.session.LoginLocks;
import io.authservice.keycloak.token.session.UserSessions;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** What there is to see of how a user's account is kept; no secret is among it. */
final class SecurityOverview {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RequiredActions actions;
  private final UserSessions sessions;
  private final LoginLocks locks;

  SecurityOverview(
      KeycloakSession session,
      RealmModel realm,
      RequiredActions actions,
      UserSessions sessions,
      LoginLocks locks) {
    this.session = session;
    this.realm = realm;
    this.actions = actions;
    this.sessions = sessions;
    this.locks = locks;
  }

  /**
   * The members of the answer.
   *
   * @param writable whether the users' database can be written
   */
  Map<String, Object> of(UserModel user, boolean writable) {
    Map<String, Object> overview = new LinkedHashMap<>();
    overview.put(
        RequiredActionsResource.FIELD,
        user.getRequiredActionsStream().sorted().distinct().toList());
    overview.put("available_actions", actions.named(writable));
    overview.put(
        "second_factors", SecondFactors.of(user).stream().map(SecurityOverview::factor).toList());
    overview.put("sessions", sessions(user));
    overview.put("consents", consents(user));
    overview.put("locked", locks.isLocked(user));
    overview.put("failures", locks.failures(user));
    return overview;
  }

  private static Map<String, @Nullable Object> factor(CredentialModel credential) {
    Map<String, @Nullable Object> factor = new LinkedHashMap<>();
    factor.put("id", credential.getId());
    factor.put("type", credential.getType());
    factor.put("label", credential.getUserLabel());
    Long created = credential.getCreatedDate();
    factor.put("created", created == null ? null : Instant.ofEpochMilli(created).toString());
    return factor;
  }

  /** The latest first; one that was left for later use is shown with the one it came of. */
  private List<Map<String, Object>> sessions(UserModel user) {
    Map<String, Map<String, Object>> shown = new LinkedHashMap<>();
    sessions.of(user).stream()
        .sorted(Comparator.comparingInt(UserSessionModel::getLastSessionRefresh).reversed())
        .forEach(
            found -> shown.merge(found.getId(), shown(found), SecurityOverview::withClientsOf));
    return List.copyOf(shown.values());
  }

  private static Map<String, Object> shown(UserSessionModel found) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", found.getId());
    shown.put("ip", String.valueOf(found.getIpAddress()));
    shown.put("started", moment(found.getStarted()));
    shown.put("last_access", moment(found.getLastSessionRefresh()));
    shown.put("clients", clients(found));
    return shown;
  }

  private static Map<String, Object> withClientsOf(
      Map<String, Object> first, Map<String, Object> second) {
    TreeSet<Object> clients = new TreeSet<>();
    for (Map<String, Object> one : List.of(first, second)) {
      clients.addAll((List<?>) one.getOrDefault("clients", List.of()));
    }
    Map<String, Object> both = new LinkedHashMap<>(first);
    both.put("clients", List.copyOf(clients));
    return both;
  }

  private static List<String> clients(UserSessionModel found) {
    return found.getAuthenticatedClientSessions().values().stream()
        .map(client -> client.getClient().getClientId())
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> consents(UserModel user) {
    return session
        .users()
        .getConsentsStream(realm, user.getId())
        .map(consent -> consent.getClient())
        .map(ClientModel::getClientId)
        .sorted()
        .toList();
  }

  private static String moment(int seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
