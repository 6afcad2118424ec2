package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.token.session.UserSessions;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;

/** Where a user is logged in. */
public final class SessionsResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final UserSessions sessions;
  private final AdminEvents events;

  SessionsResource(
      UserId id,
      AdminRequest exchange,
      TargetUsers targets,
      UserSessions sessions,
      AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.sessions = sessions;
    this.events = events;
  }

  /** Logs the user out everywhere; 204. No token that was issued so far is of use any more. */
  @DELETE
  public Response endAll() {
    return ended("logout", target -> sessions.endAll(target.user()));
  }

  /** Ends one session; 204, 404 if it is not the user's. */
  @DELETE
  @Path("{session}")
  public Response end(@PathParam("session") String session) {
    return ended(
        "sessions/" + session,
        target -> {
          if (!sessions.end(target.user(), session)) {
            throw ApiException.notFound();
          }
        });
  }

  private Response ended(String action, Consumer<Target> end) {
    return exchange.answered(
        () -> {
          Target target = targets.changeable(id);
          exchange.requireOnly();
          exchange.lasting(
              () -> {
                end.accept(target);
                events.userAction(
                    target.user().getId(), action, UserDifference.of(target.account()));
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }
}
