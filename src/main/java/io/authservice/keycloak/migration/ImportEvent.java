package io.authservice.keycloak.migration;

import java.util.UUID;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The one admin event of an import: who ran it, how it ended, and counts. No names. */
final class ImportEvent {

  private static final String RESOURCE_TYPE = "AUTH_SERVICE_IMPORT";

  private final String importId;
  private final AuthDetails administrator;

  ImportEvent(String importId, AuthDetails administrator) {
    this.importId = importId;
    this.administrator = administrator;
  }

  /**
   * Stores the event if the realm stores events, and tells the realm's listeners.
   *
   * @param counts JSON
   */
  boolean record(KeycloakSession session, String state, String counts) {
    RealmModel realm = session.getContext().getRealm();
    AdminEvent event = new AdminEvent();
    event.setId(UUID.randomUUID().toString());
    event.setTime(Time.currentTimeMillis());
    event.setRealmId(realm.getId());
    event.setRealmName(realm.getName());
    event.setAuthDetails(administrator);
    event.setOperationType(OperationType.ACTION);
    event.setResourceTypeAsString(RESOURCE_TYPE);
    event.setResourcePath("auth-service/import/" + importId + "/" + state);
    event.setRepresentation(counts);
    boolean detailed = realm.isAdminEventsDetailsEnabled();
    EventStoreProvider store = session.getProvider(EventStoreProvider.class);
    boolean stored = realm.isAdminEventsEnabled() && store != null;
    if (stored) {
      store.onEvent(event, detailed);
    }
    realm
        .getEventsListenersStream()
        .map(id -> session.getProvider(EventListenerProvider.class, id))
        .filter(listener -> listener != null)
        .forEach(listener -> listener.onEvent(event, detailed));
    return stored;
  }
}
