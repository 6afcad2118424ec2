package io.authservice.keycloak.storage.remains;

import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.storage.StorageId;

/**
 * Sees to it that a user of an identity provider is linked to one user of the realm. Keycloak
 * cannot log in whoever is linked to two, and does not look when an administrator links them.
 */
public final class LinkListener implements ProviderEventListener {

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof FederatedIdentityCreatedEvent created
        && !StorageId.isLocalStorage(created.getUser().getId())) {
      requireTheOnlyOne(created);
    }
  }

  private static void requireTheOnlyOne(FederatedIdentityCreatedEvent created) {
    KeycloakSession session = created.getKeycloakSession();
    RealmModel realm = created.getRealm();
    FederatedIdentityModel link = created.getFederatedIdentity();
    for (String other :
        new FederatedSearch(session, realm.getId())
            .linked(Optional.of(link.getIdentityProvider()), Optional.of(link.getUserId()))) {
      // A look at one who is gone removes what is left, this link among it.
      if (!other.equals(created.getUser().getId())
          && session.users().getUserById(realm, other) != null) {
        throw new ModelDuplicateException("Another user is linked to this identity");
      }
    }
  }
}
