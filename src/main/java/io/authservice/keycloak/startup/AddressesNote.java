package io.authservice.keycloak.startup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Tells the operator at every start what e-mail addresses are worth in the realm, once it is
 * imported: clients that know their users by address would take one user for another, unless
 * addresses are unique and verified.
 */
final class AddressesNote implements ProviderEventListener {

  private final String realmName;

  AddressesNote(String realmName) {
    this.realmName = realmName;
  }

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof PostMigrationEvent migrated) {
      KeycloakModelUtils.runJobInTransaction(migrated.getFactory(), this::tell);
    }
  }

  private void tell(KeycloakSession session) {
    RealmModel realm = session.realms().getRealmByName(realmName);
    if (realm != null) {
      LOG.addresses(realmName, worth(realm.isDuplicateEmailsAllowed(), realm.isVerifyEmail()));
    }
  }

  static String worth(boolean mayRepeat, boolean areVerified) {
    String is =
        (mayRepeat ? "may repeat, " : "unique, ") + (areVerified ? "verified" : "not verified");
    return mayRepeat || !areVerified ? is + "; no client may know its users by them" : is;
  }
}
