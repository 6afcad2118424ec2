package io.authservice.keycloak.rest;

import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Keycloak's user events for what the API does; whoever acts for another, be it a client by its
 * service account, is named in a detail.
 */
final class ApiEvents {

  private static final String ACTOR = "acting_user";

  private final KeycloakSession session;
  private final String apiClientId;

  ApiEvents(KeycloakSession session, String apiClientId) {
    this.session = session;
    this.apiClientId = apiClientId;
  }

  void created(UserModel user, Optional<Caller> caller) {
    event(EventType.REGISTER, user, caller)
        .detail(Details.USERNAME, user.getUsername())
        .detail(Details.REGISTER_METHOD, "api")
        .success();
  }

  void updated(UserModel user, boolean password, Caller caller) {
    event(EventType.UPDATE_PROFILE, user, Optional.of(caller)).success();
    if (password) {
      event(EventType.UPDATE_CREDENTIAL, user, Optional.of(caller))
          .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
          .success();
    }
  }

  void removed(UserModel user, Caller caller) {
    event(EventType.DELETE_ACCOUNT, user, Optional.of(caller))
        .detail(Details.USERNAME, user.getUsername())
        .success();
  }

  private EventBuilder event(EventType type, UserModel user, Optional<Caller> caller) {
    EventBuilder event =
        new EventBuilder(
                session.getContext().getRealm(), session, session.getContext().getConnection())
            .event(type)
            .client(caller.map(self -> self.bearer().client().getClientId()).orElse(apiClientId))
            .user(user);
    caller
        .map(self -> self.bearer().user().getId())
        .filter(actor -> !actor.equals(user.getId()))
        .ifPresent(actor -> event.detail(ACTOR, actor));
    return event;
  }
}
