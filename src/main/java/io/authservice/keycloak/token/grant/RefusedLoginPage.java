package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.storage.identity.ValueRefused;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.services.ErrorPageException;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Says on the login page why somebody cannot be let in as what an identity provider says they are.
 * Nothing of the login is kept.
 */
public final class RefusedLoginPage implements ProviderEventListener {

  /**
   * Ends the login.
   *
   * @throws ErrorPageException if there is one under way
   */
  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof ValueRefused refused) {
      KeycloakSession session = refused.session();
      AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
      if (login != null) {
        session.getTransactionManager().setRollbackOnly();
        throw new ErrorPageException(
            session,
            login,
            Response.Status.BAD_REQUEST,
            refused.messageKey(),
            refused.parameters().toArray());
      }
    }
  }
}
