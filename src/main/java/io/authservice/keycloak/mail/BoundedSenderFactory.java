package io.authservice.keycloak.mail;

import io.authservice.keycloak.metrics.Meters;
import org.keycloak.Config;
import org.keycloak.email.DefaultEmailSenderProviderFactory;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Stands in for Keycloak's own sender under its name, so that every mail is counted: those of login
 * pages, of both APIs and of event listeners. Realms without this service's users notice nothing.
 */
public final class BoundedSenderFactory extends DefaultEmailSenderProviderFactory {

  /** Whatever is above nought goes before Keycloak's own of the same name. */
  private static final int BEFORE_KEYCLOAKS_OWN = 1;

  private Meters meters = Meters.none();

  @Override
  public void init(Config.Scope config) {
    super.init(config);
    meters = Meters.of(config);
  }

  @Override
  public EmailSenderProvider create(KeycloakSession session) {
    return new BoundedSender(session, getEmailAuthenticators(), meters);
  }

  @Override
  public int order() {
    return BEFORE_KEYCLOAKS_OWN;
  }
}
