package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.api.users.RealmPasswordPolicy;
import io.authservice.keycloak.api.users.ThemeWords;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.token.session.LoginLocks;
import io.authservice.keycloak.token.session.PasswordLink;
import io.authservice.keycloak.token.session.UserSessions;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What answers for how accounts are kept, put together. */
public final class UserSecurity {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final AdminEvents events;
  private final UserWrites writes;
  private final Locale locale;
  private final RequiredActions actions;
  private final UserSessions sessions;
  private final LoginLocks locks;

  /**
   * The parts for one request.
   *
   * @param locale of whoever reads the answer
   */
  public UserSecurity(
      KeycloakSession session,
      RealmModel realm,
      AdminRequest exchange,
      TargetUsers targets,
      AdminEvents events,
      UserWrites writes,
      Locale locale) {
    this.session = session;
    this.realm = realm;
    this.exchange = exchange;
    this.targets = targets;
    this.events = events;
    this.writes = writes;
    this.locale = locale;
    this.actions = new RequiredActions(realm, new ThemeWords(session, locale));
    this.sessions = new UserSessions(session, realm);
    this.locks = new LoginLocks(session, realm);
  }

  /** The realm's rules for passwords. */
  public PasswordPolicyResource policy(AdminAccess access) {
    return new PasswordPolicyResource(
        exchange,
        access,
        new SpokenRules(session, new ThemeWords(session, locale)),
        new RealmPasswordPolicy(session, locale));
  }

  public PasswordResource password(UserId id) {
    return new PasswordResource(id, exchange, targets, writes, events);
  }

  public ResetLinkResource resetLink(UserId id) {
    return new ResetLinkResource(id, exchange, targets, new PasswordLink(session, realm), events);
  }

  public SecurityResource overview(UserId id) {
    return new SecurityResource(
        id, exchange, targets, new SecurityOverview(session, realm, actions, sessions, locks));
  }

  public RequiredActionsResource requiredActions(UserId id) {
    return new RequiredActionsResource(id, exchange, targets, actions, events);
  }

  public SecondFactorsResource secondFactors(UserId id) {
    return new SecondFactorsResource(id, exchange, targets, events);
  }

  public SessionsResource sessions(UserId id) {
    return new SessionsResource(id, exchange, targets, sessions, events);
  }

  public LockResource lock(UserId id) {
    return new LockResource(id, exchange, targets, locks, events);
  }
}
