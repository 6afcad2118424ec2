package io.authservice.keycloak.token.mail;

import static io.authservice.keycloak.logging.MailLog.LOG;

import java.util.List;
import java.util.Locale;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.urls.UrlType;

/** Sends mails to users, after the request that asked for them. */
public final class AccountMails {

  private final KeycloakSession session;
  private final MailQueue queue;
  private final MailPages pages;

  public AccountMails(KeycloakSession session, MailQueue queue, MailPages pages) {
    this.session = session;
    this.queue = queue;
    this.pages = pages;
  }

  /**
   * What is known of the request once it is over.
   *
   * @param address the server's own, as the realm's pages are told it
   * @param language of whoever asked
   */
  record Request(String realmId, String sender, KeycloakUriInfo address, Locale language) {}

  /**
   * Has each of these users written to, if the mail is of use to it. With nobody to write to it
   * takes as long.
   *
   * @return false if too much is to be sent already
   */
  public boolean send(List<String> userIds, MailPurpose purpose) {
    KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
    KeycloakContext context = session.getContext();
    Request request =
        new Request(
            context.getRealm().getId(),
            context.getConnection().getRemoteAddr(),
            context.getUri(UrlType.FRONTEND),
            context.resolveLocale(null));
    List<String> ids = List.copyOf(userIds);
    return queue.add(() -> ids.forEach(id -> send(factory, request, id, purpose)));
  }

  private void send(
      KeycloakSessionFactory factory, Request request, String userId, MailPurpose purpose) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory,
          own -> {
            RealmModel realm = own.realms().getRealm(request.realmId());
            if (realm != null) {
              own.getContext().setRealm(realm);
              own.getContext().setConnection(new Sender(request.sender()));
              new MailDelivery(own, realm, request, pages).send(userId, purpose);
            }
          });
    } catch (RuntimeException failure) {
      LOG.notSent(failure);
    }
  }

  /** Whose address events name. */
  private record Sender(String address) implements ClientConnection {

    @Override
    public String getRemoteAddr() {
      return address;
    }

    @Override
    public String getRemoteHost() {
      return address;
    }
  }
}
