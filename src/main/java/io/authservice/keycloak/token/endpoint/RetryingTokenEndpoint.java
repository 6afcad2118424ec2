package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.BoundedEvents;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;

/**
 * Keycloak's token endpoint, without its impatience: where it detects brute force, it lets a user
 * log in once at a time, and refuses a login that comes before the last one was booked. Such a
 * login waits here for its turn. A user who is locked out is refused at once all the same.
 */
public final class RetryingTokenEndpoint {

  private static final int TRIES = 10;
  private static final long PAUSE_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final KeycloakSession session;
  private String eventError = "";

  public RetryingTokenEndpoint(KeycloakSession session) {
    this.session = session;
  }

  /** Runs the grant that the context's request asks for. */
  public Response processGrantRequest() {
    RealmModel realm = session.getContext().getRealm();
    for (int tries = 1; ; tries++) {
      EventBuilder event = new BoundedEvents(session);
      Response response = process(event);
      eventError = Objects.requireNonNullElse(event.getEvent().getError(), "");
      if (tries == TRIES || !cameTooEarly(realm, event.getEvent())) {
        return response;
      }
      LockSupport.parkNanos(PAUSE_IN_NANOS);
    }
  }

  /** What the last grant's event gives as its error; empty if it gives none. */
  public String eventError() {
    return eventError;
  }

  private Response process(EventBuilder event) {
    try {
      return new TokenEndpoint(session, new TokenManager(), event).processGrantRequest();
    } catch (WebApplicationException refusal) {
      return refusal.getResponse();
    }
  }

  private boolean cameTooEarly(RealmModel realm, Event event) {
    if (!Errors.USER_TEMPORARILY_DISABLED.equals(event.getError()) || event.getUserId() == null) {
      return false;
    }
    UserLoginFailureModel failures =
        session.loginFailures().getUserLoginFailure(realm, event.getUserId());
    return failures == null || failures.getFailedLoginNotBefore() <= Instant.now().getEpochSecond();
  }
}
