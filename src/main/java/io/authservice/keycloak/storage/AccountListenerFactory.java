package io.authservice.keycloak.storage;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in every realm, so that nobody has to remember to switch it on. */
public final class AccountListenerFactory implements EventListenerProviderFactory {

  /**
   * Every request to the Admin API asks for its listeners before it does anything else, which makes
   * this the one place to stop it.
   *
   * @throws jakarta.ws.rs.ForbiddenException if the request would change a superuser and may not
   */
  @Override
  public EventListenerProvider create(KeycloakSession session) {
    new AdminDoor(session).requireMayPass();
    new StoredPassword(session).noteBeforeChange();
    return new LoginRecorder(session);
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "auth-service-accounts";
  }
}
