package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.BoundedEvents;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;

/**
 * Keycloak's token endpoint, without its impatience: where it detects brute force, it lets a user
 * log in once at a time, and refuses a login that comes before the last one was booked, which is
 * moments after that was answered. Such a login is tried again here, and leaves no event of its
 * failure. A user who is locked out is refused at once all the same.
 */
public final class RetryingTokenEndpoint {

  private static final long LONGEST_IN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_PAUSE_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final KeycloakSession session;
  private String eventError = "";

  public RetryingTokenEndpoint(KeycloakSession session) {
    this.session = session;
  }

  /** Runs the grant that the context's request asks for. */
  public Response processGrantRequest() {
    long begin = System.nanoTime();
    long pause = FIRST_PAUSE_IN_NANOS;
    while (true) {
      boolean isLast = System.nanoTime() - begin > LONGEST_IN_NANOS;
      // Judged once: judged anew a moment later, it might be refused without an event.
      AtomicBoolean again = new AtomicBoolean();
      EventBuilder event =
          new BoundedEvents(
              session,
              failure -> {
                boolean withheld = !isLast && cameTooEarly(failure);
                again.compareAndSet(false, withheld);
                return withheld;
              });
      Response response = process(event);
      eventError = Objects.requireNonNullElse(event.getEvent().getError(), "");
      if (!again.get()) {
        return response;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_IN_NANOS);
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

  /**
   * Whether nothing else is held against the user. A realm that locks users out for good calls them
   * disabled meanwhile.
   */
  private boolean cameTooEarly(Event event) {
    RealmModel realm = session.getContext().getRealm();
    String userId = event.getUserId();
    if (userId == null || !realm.isBruteForceProtected()) {
      return false;
    }
    UserLoginFailureModel failures = session.loginFailures().getUserLoginFailure(realm, userId);
    if (Errors.USER_TEMPORARILY_DISABLED.equals(event.getError())) {
      return failures == null
          || failures.getFailedLoginNotBefore() <= Instant.now().getEpochSecond();
    }
    return Errors.USER_DISABLED.equals(event.getError())
        && realm.isPermanentLockout()
        && (failures == null
            || failures.getNumTemporaryLockouts() <= realm.getMaxTemporaryLockouts())
        && isEnabled(realm, userId);
  }

  private boolean isEnabled(RealmModel realm, String userId) {
    UserModel user = session.users().getUserById(realm, userId);
    return user != null && user.isEnabled();
  }
}
