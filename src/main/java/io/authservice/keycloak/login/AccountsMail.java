package io.authservice.keycloak.login;

import static io.authservice.keycloak.logging.MailLog.LOG;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The mail that names the accounts with an address, each with its link for a new password. */
final class AccountsMail {

  /** More do not fit a mail that somebody reads. */
  private static final int MOST_ACCOUNTS = 50;

  private static final String SUBJECT = "authServiceAccountsSubject";
  private static final String TEMPLATE = "auth-service-accounts.ftl";

  private final AuthenticationFlowContext context;
  private final AuthenticationSessionModel login;
  private final int lifespan;

  /**
   * @param context of the flow, whose user is not known
   */
  AccountsMail(AuthenticationFlowContext context) {
    this.context = context;
    login = context.getAuthenticationSession();
    lifespan =
        context
            .getRealm()
            .getActionTokenGeneratedByUserLifespan(ResetCredentialsActionToken.TOKEN_TYPE);
  }

  /**
   * Finds addresses in any letter case, and writes to them as they are stored: one that only looks
   * like what was typed is another's.
   */
  void sendTo(String typed) {
    Map<String, List<UserModel>> accounts;
    try (Stream<UserModel> found =
        context
            .getSession()
            .users()
            .searchForUserStream(
                context.getRealm(),
                Map.of(UserModel.EMAIL, typed, UserModel.EXACT, "true"),
                0,
                MOST_ACCOUNTS)) {
      accounts =
          found
              .filter(UserModel::isEnabled)
              .filter(user -> user.getServiceAccountClientLink() == null)
              .collect(Collectors.groupingBy(UserModel::getEmail));
    }
    accounts.values().forEach(this::send);
  }

  /** They have the same address, and are written to in the language of the first. */
  private void send(List<UserModel> users) {
    try {
      context
          .getSession()
          .getProvider(EmailTemplateProvider.class)
          .setRealm(context.getRealm())
          .setUser(users.get(0))
          .setAuthenticationSession(login)
          .send(
              SUBJECT,
              TEMPLATE,
              // Keycloak adds to it.
              new HashMap<>(
                  Map.of(
                      "accounts",
                      users.stream().map(this::shown).toList(),
                      "minutes",
                      TimeUnit.SECONDS.toMinutes(lifespan))));
      users.forEach(user -> event(user).success());
    } catch (EmailException e) {
      LOG.accountsNotSent(e);
      users.forEach(user -> event(user).error(Errors.EMAIL_SEND_FAILED));
    }
  }

  private Map<String, String> shown(UserModel user) {
    return Map.of("username", user.getUsername(), "link", link(user));
  }

  private String link(UserModel user) {
    ResetCredentialsActionToken token =
        new ResetCredentialsActionToken(
            user.getId(),
            user.getEmail(),
            Math.toIntExact(Time.currentTimeSeconds() + lifespan),
            AuthenticationSessionCompoundId.fromAuthSession(login).getEncodedId(),
            login.getClient().getClientId());
    return context
        .getActionTokenUrl(
            token.serialize(context.getSession(), context.getRealm(), context.getUriInfo()))
        .toString();
  }

  private EventBuilder event(UserModel user) {
    return context
        .getEvent()
        .clone()
        .event(EventType.SEND_RESET_PASSWORD)
        .user(user)
        .detail(Details.USERNAME, user.getUsername())
        .detail(Details.EMAIL, user.getEmail())
        .detail(Details.CODE_ID, login.getParentSession().getId());
  }
}
