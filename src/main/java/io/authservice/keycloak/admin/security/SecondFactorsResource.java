package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.keycloak.credential.CredentialModel;

/** What a user proves itself by beside the password, for whoever has lost it. */
public final class SecondFactorsResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final AdminEvents events;

  SecondFactorsResource(UserId id, AdminRequest exchange, TargetUsers targets, AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.events = events;
  }

  /** Takes one away; 204, 404 if it is not the user's. */
  @DELETE
  @Path("{factor}")
  public Response remove(@PathParam("factor") String factor) {
    return exchange.answered(
        () -> {
          Target target = targets.changeable(id);
          exchange.requireOnly();
          CredentialModel found =
              SecondFactors.find(target.user(), factor).orElseThrow(ApiException::notFound);
          exchange.lasting(
              () -> {
                if (!target.user().credentialManager().removeStoredCredentialById(found.getId())) {
                  throw ApiException.notFound();
                }
                events.userAction(
                    target.user().getId(),
                    "credentials/" + found.getId(),
                    UserDifference.of(target.account()));
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }
}
