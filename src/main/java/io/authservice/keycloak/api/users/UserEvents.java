package io.authservice.keycloak.api.users;

import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.token.BoundedEvents;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Keycloak's events for what the API does to users: user events, in which a detail names whoever
 * acts for another, and in that case admin events as well, as if it had been done through the Admin
 * API. They are stored in the transaction of the change, and so with it or not at all.
 */
public final class UserEvents {

  private static final String ACTOR = "acting_user";
  private static final String USERS = "users";
  private static final String RESET_PASSWORD = "reset-password";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final String apiClientId;

  public UserEvents(KeycloakSession session, String apiClientId) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.apiClientId = apiClientId;
  }

  void created(UserModel user, UserDifference difference, Optional<Caller> caller) {
    event(EventType.REGISTER, user, caller)
        .detail(Details.USERNAME, user.getUsername())
        .detail(Details.REGISTER_METHOD, "api")
        .success();
    administrator(user, caller)
        .ifPresent(
            admin -> admin(admin, OperationType.CREATE, user.getId(), Optional.of(difference)));
  }

  void updated(UserModel user, UserDifference difference, boolean password, Caller caller) {
    event(EventType.UPDATE_PROFILE, user, Optional.of(caller)).success();
    if (password) {
      event(EventType.UPDATE_CREDENTIAL, user, Optional.of(caller))
          .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
          .success();
    }
    administrator(user, Optional.of(caller))
        .ifPresent(
            admin -> {
              String id = user.getId();
              admin(admin, OperationType.UPDATE, id, Optional.of(difference));
              if (password) {
                admin(admin, OperationType.ACTION, id + "/" + RESET_PASSWORD, Optional.empty());
              }
            });
  }

  void passwordChosen(UserModel user, Optional<Caller> caller) {
    event(EventType.UPDATE_CREDENTIAL, user, caller)
        .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
        .success();
  }

  void emailVerified(UserModel user) {
    event(EventType.VERIFY_EMAIL, user, Optional.empty())
        .detail(Details.EMAIL, user.getEmail())
        .success();
  }

  void removed(UserModel user, UserDifference difference, Caller caller) {
    event(EventType.DELETE_ACCOUNT, user, Optional.of(caller))
        .detail(Details.USERNAME, user.getUsername())
        .success();
    administrator(user, Optional.of(caller))
        .ifPresent(
            admin -> admin(admin, OperationType.DELETE, user.getId(), Optional.of(difference)));
  }

  private EventBuilder event(EventType type, UserModel user, Optional<Caller> caller) {
    EventBuilder event =
        new BoundedEvents(session)
            .event(type)
            .client(caller.map(self -> self.bearer().client().getClientId()).orElse(apiClientId))
            .user(user);
    administrator(user, caller)
        .ifPresent(actor -> event.detail(ACTOR, actor.bearer().user().getId()));
    return event;
  }

  /** Whoever acts for another; nobody where users act for themselves. */
  private static Optional<Caller> administrator(UserModel user, Optional<Caller> caller) {
    return caller.filter(self -> !self.bearer().user().getId().equals(user.getId()));
  }

  /** What was sent is not told, only what became of it: it may hold a password. */
  private void admin(
      Caller caller, OperationType operation, String path, Optional<UserDifference> outcome) {
    // Events ask it for the user and the client alone.
    AdminAuth auth =
        new AdminAuth(realm, new AccessToken(), caller.bearer().user(), caller.bearer().client());
    AdminEventBuilder event =
        new AdminEventBuilder(realm, auth, session, session.getContext().getConnection())
            .operation(operation)
            .resource(ResourceType.USER)
            .resourcePath(USERS, path);
    outcome.ifPresent(event::representation);
    event.success();
  }
}
