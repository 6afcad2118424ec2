package io.authservice.keycloak.token.mail;

import static io.authservice.keycloak.logging.MailLog.LOG;

import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.token.BoundedEvents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.LoginActionsService;

/** One mail to one user, in Keycloak's words: those of the realm's e-mail theme. */
final class MailDelivery {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AccountMails.Request request;
  private final MailPages pages;

  MailDelivery(
      KeycloakSession session, RealmModel realm, AccountMails.Request request, MailPages pages) {
    this.session = session;
    this.realm = realm;
    this.request = request;
    this.pages = pages;
  }

  /** Sends it, unless it would be of no use. */
  void send(String userId, MailPurpose purpose) {
    UserModel user = session.users().getUserById(realm, userId);
    if (user == null || !user.isEnabled() || user.getEmail() == null || user.getEmail().isBlank()) {
      return;
    }
    if (purpose == MailPurpose.VERIFIED_EMAIL && user.isEmailVerified()) {
      return;
    }
    Optional<String> token =
        new MailedTokens(session, realm)
            .issue(
                user, purpose, Urls.realmIssuer(request.address().getBaseUri(), realm.getName()));
    token.ifPresent(
        issued -> {
          EventBuilder event = event(user, purpose);
          try {
            send(user, purpose, link(user, purpose, issued));
            event.success();
          } catch (EmailException failure) {
            LOG.notSent(failure);
            event.error(Errors.EMAIL_SEND_FAILED);
          }
        });
  }

  private void send(UserModel user, MailPurpose purpose, String link) throws EmailException {
    if (user.getFirstAttribute(UserModel.LOCALE) == null) {
      session.setAttribute(
          LocaleSelectorProvider.USER_REQUEST_LOCALE, request.language().toLanguageTag());
    }
    EmailTemplateProvider mail =
        session.getProvider(EmailTemplateProvider.class).setRealm(realm).setUser(user);
    long minutes = TimeUnit.SECONDS.toMinutes(purpose.lifespan(realm));
    switch (purpose) {
      case NEW_PASSWORD -> mail.sendPasswordReset(link, minutes);
      case VERIFIED_EMAIL -> mail.sendVerifyEmail(link, minutes);
    }
  }

  private String link(UserModel user, MailPurpose purpose, String token) {
    return KeycloakUserIds.of(user.getId())
        .filter(id -> pages.has(purpose))
        .map(id -> pages.address(purpose, id, token))
        .orElseGet(() -> linkToKeycloak(user, purpose));
  }

  /** Where no page of a front end is known, Keycloak's own does what the mail is for. */
  private String linkToKeycloak(UserModel user, MailPurpose purpose) {
    int expiration = purpose.expiration(realm);
    String client = client().getClientId();
    DefaultActionToken token =
        switch (purpose) {
          case NEW_PASSWORD ->
              new ExecuteActionsActionToken(
                  user.getId(),
                  user.getEmail(),
                  expiration,
                  List.of(RequiredAction.UPDATE_PASSWORD.name()),
                  null,
                  client);
          case VERIFIED_EMAIL ->
              new VerifyEmailActionToken(user.getId(), expiration, null, user.getEmail(), client);
        };
    return LoginActionsService.actionTokenProcessor(request.address())
        .queryParam("key", token.serialize(session, realm, request.address()))
        .build(realm.getName())
        .toString();
  }

  private ClientModel client() {
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    return account != null && account.isEnabled()
        ? account
        : SystemClientUtil.getSystemClient(realm);
  }

  private EventBuilder event(UserModel user, MailPurpose purpose) {
    return new BoundedEvents(session)
        .event(purpose.sending())
        .client(client())
        .user(user)
        .detail(Details.USERNAME, user.getUsername())
        .detail(Details.EMAIL, user.getEmail());
  }
}
