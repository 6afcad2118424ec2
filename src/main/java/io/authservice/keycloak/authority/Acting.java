package io.authservice.keycloak.authority;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** Who acts in a session. */
sealed interface Acting {

  /** This server itself, and says so ({@link ServerWork}). */
  record Server() implements Acting {}

  /**
   * Nobody who has shown a token: the pages of registration and login, identity providers, links in
   * e-mails, required actions, background tasks. Those flows set what they ask for; they give no
   * authority.
   */
  record Nobody() implements Acting {}

  /**
   * Whoever a bearer token was issued to.
   *
   * @param user empty if it is gone: such a bearer may do nothing
   */
  record Bearer(Optional<UserModel> user, Optional<ClientModel> client) implements Acting {

    /**
     * Whether the bearer has a role: a user by whatever client it comes, a client only as far as
     * its scope reaches.
     */
    boolean has(RoleModel role) {
      return user.filter(
              self ->
                  ServiceAccounts.isServiceAccount(self)
                      ? client.filter(own -> ServiceAccounts.gives(role, self, own)).isPresent()
                      : self.hasRole(role) || StaffFlag.gives(role, self))
          .isPresent();
    }

    /** Whether being staff gives the bearer a role that its client's scope lets through. */
    boolean isStaffFor(RoleModel role) {
      return user.filter(self -> StaffFlag.gives(role, self)).isPresent()
          && client.filter(own -> own.hasScope(role)).isPresent();
    }

    boolean is(String userId) {
      return user.filter(self -> self.getId().equals(userId)).isPresent();
    }
  }

  static Acting in(KeycloakSession session) {
    if (ServerWork.isGoingOn(session)) {
      return new Server();
    }
    Optional<Bearer> carried = CarriedBearer.in(session);
    if (carried.isPresent()) {
      return carried.get();
    }
    KeycloakContext context = session.getContext();
    if (!(context.getBearerToken() instanceof AccessToken)) {
      return new Nobody();
    }
    // A token's subject can be what a protocol mapper made of it; its session's user cannot.
    UserSessionModel login = context.getUserSession();
    return new Bearer(
        Optional.ofNullable(login == null ? context.getUser() : login.getUser()),
        Optional.ofNullable(context.getClient()));
  }
}
