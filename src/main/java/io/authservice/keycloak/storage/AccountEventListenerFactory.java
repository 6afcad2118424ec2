package io.authservice.keycloak.storage;

import io.authservice.keycloak.authority.adminapi.AdminApiGuard;
import io.authservice.keycloak.authority.adminapi.AdminCalls;
import io.authservice.keycloak.storage.settings.DatabasePassword;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in every realm, so that nobody has to remember to switch it on. */
public final class AccountEventListenerFactory implements EventListenerProviderFactory {

  private final AdminCalls adminCalls = AdminCalls.list();

  /**
   * Every request to the Admin API asks for its listeners before it does anything else, which makes
   * this the one place to stop it.
   *
   * @throws jakarta.ws.rs.ForbiddenException if the bearer may not make this request
   */
  @Override
  public EventListenerProvider create(KeycloakSession session) {
    new AdminApiGuard(adminCalls, session, new HeldAuthority(session))
        .requireMayPass(realm -> new RealmAccounts(session, realm).isInUse());
    new DatabasePassword(session).noteBeforeChange();
    return new LastLoginListener(session);
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
