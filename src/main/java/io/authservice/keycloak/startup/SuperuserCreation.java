package io.authservice.keycloak.startup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import io.authservice.keycloak.authority.ServerWork;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.UserAttributes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;

/**
 * Creates the first superuser where there is none of its name; never changes a user that exists.
 */
final class SuperuserCreation {

  private final KeycloakSession session;
  private final String realmName;

  SuperuserCreation(KeycloakSession session, String realmName) {
    this.session = session;
    this.realmName = realmName;
  }

  void createUnlessThere(FirstSuperuser superuser) {
    RealmModel realm = session.realms().getRealmByName(realmName);
    if (realm == null) {
      LOG.noRealmForSuperuser(realmName);
      return;
    }
    session.getContext().setRealm(realm);
    RealmAccounts storages = new RealmAccounts(session, realm);
    if (storages.storage().isEmpty()) {
      LOG.noTablesForSuperuser(realmName);
      return;
    }
    if (session.users().getUserByUsername(realm, superuser.username()) == null) {
      new ServerWork(session).run(() -> create(realm, storages, superuser));
    }
  }

  private void create(RealmModel realm, RealmAccounts storages, FirstSuperuser superuser) {
    try {
      storages.nameUsersToTheLetter();
      UserModel user = session.users().addUser(realm, superuser.username());
      user.setEmail(superuser.email());
      user.setSingleAttribute(UserAttributes.IS_STAFF, "true");
      user.setSingleAttribute(UserAttributes.IS_SUPERUSER, "true");
      user.credentialManager()
          .updateCredential(UserCredentialModel.password(superuser.password(), false));
      LOG.superuserCreated();
    } catch (ModelDuplicateException createdMeanwhile) {
      // Every node of a cluster tries at its start; one of them wins.
      session.getTransactionManager().setRollbackOnly();
    }
  }
}
