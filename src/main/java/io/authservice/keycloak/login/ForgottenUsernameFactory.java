package io.authservice.keycloak.login;

import io.authservice.keycloak.storage.settings.StorageComponents;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;

/**
 * Keycloak's step that mails a link for a new password, for those as well who know only their
 * address. An address may belong to several users, so that Keycloak finds none by it; they are all
 * named in a mail to it. It stands in for Keycloak's own under its name: the flows of realms stay
 * as they are, and realms without this service's users notice nothing.
 */
public final class ForgottenUsernameFactory extends ResetCredentialEmail {

  /** Whatever is above nought goes before Keycloak's own of the same name. */
  private static final int BEFORE_KEYCLOAKS_OWN = 1;

  /** Answers the same whatever the address is: nobody learns who has an account. */
  @Override
  public void authenticate(AuthenticationFlowContext context) {
    String typed =
        context
            .getAuthenticationSession()
            .getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME);
    if (context.getUser() == null
        && typed != null
        && typed.contains("@")
        && StorageComponents.keepUsersOf(context.getRealm())) {
      new AccountsMail(context).sendTo(typed);
    }
    super.authenticate(context);
  }

  @Override
  public int order() {
    return BEFORE_KEYCLOAKS_OWN;
  }
}
