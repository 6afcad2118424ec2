package io.authservice.keycloak.mail;

import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.util.List;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.email.DefaultEmailSenderProvider;
import org.keycloak.email.EmailAuthenticator;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/** Sends as Keycloak does, but floods nobody's mailbox. */
final class BoundedSender extends DefaultEmailSenderProvider {

  private final KeycloakSession session;
  private final Meters meters;

  BoundedSender(
      KeycloakSession session,
      Map<EmailAuthenticator.AuthenticatorType, EmailAuthenticator> authenticators,
      Meters meters) {
    super(session, authenticators);
    this.session = session;
    this.meters = meters;
  }

  @Override
  public void send(
      Map<String, String> config, String address, String subject, String text, String html)
      throws EmailException {
    RealmModel realm = session.getContext().getRealm();
    if (realm == null || !StorageComponents.keepUsersOf(realm)) {
      super.send(config, address, subject, text, html);
      return;
    }
    MailboxLimit limit =
        new MailboxLimit(
            session.getProvider(SingleUseObjectProvider.class), Time.currentTimeSeconds());
    List<String> taken = take(limit, realm, address);
    try {
      super.send(config, address, subject, text, html);
    } catch (EmailException | RuntimeException notSent) {
      limit.giveBack(taken);
      throw notSent;
    }
  }

  private List<String> take(MailboxLimit limit, RealmModel realm, String address)
      throws MailboxFullException {
    try {
      return limit.take(
          realm.getId(), address, session.getContext().getConnection().getRemoteAddr());
    } catch (MailboxFullException full) {
      meters.count(Meter.THROTTLED, "mailbox");
      throw full;
    }
  }
}
