package io.authservice.keycloak.token;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's events, of which no part is longer than a few hundred characters: much of what they
 * tell (usernames tried, client ids, scopes, addresses) is what a stranger sent, and they are
 * stored, logged, and counted under the client's id.
 */
public final class BoundedEvents extends EventBuilder {

  /** As much as Keycloak's own columns for ids and names hold. */
  static final int LONGEST = 255;

  private static final String CUT = "…";

  private final KeycloakSession session;
  private final Predicate<Event> withheld;

  /** An event of the session's realm, at the address of its request. */
  public BoundedEvents(KeycloakSession session) {
    this(session, event -> false);
  }

  /**
   * The same, of what may be tried again.
   *
   * @param withheld failures that nobody is told of
   */
  public BoundedEvents(KeycloakSession session, Predicate<Event> withheld) {
    super(session.getContext().getRealm(), session, session.getContext().getConnection());
    this.session = session;
    this.withheld = withheld;
  }

  @Override
  public void success() {
    bound(getEvent());
    super.success();
  }

  @Override
  public void error(String error) {
    bound(getEvent());
    getEvent().setError(bounded(error));
    if (!withheld.test(getEvent())) {
      super.error(bounded(error));
    }
  }

  /** Keycloak's own copy would be unbounded. */
  @Override
  public EventBuilder clone() {
    BoundedEvents copy = new BoundedEvents(session, withheld);
    Event from = getEvent();
    Event to = copy.getEvent();
    to.setType(from.getType());
    to.setRealmId(from.getRealmId());
    to.setRealmName(from.getRealmName());
    to.setClientId(from.getClientId());
    to.setUserId(from.getUserId());
    to.setSessionId(from.getSessionId());
    to.setIpAddress(from.getIpAddress());
    to.setError(from.getError());
    to.setDetails(from.getDetails() == null ? null : new HashMap<>(from.getDetails()));
    return copy;
  }

  private static void bound(Event event) {
    event.setClientId(bounded(event.getClientId()));
    event.setUserId(bounded(event.getUserId()));
    event.setSessionId(bounded(event.getSessionId()));
    event.setIpAddress(bounded(event.getIpAddress()));
    Map<String, String> details = event.getDetails();
    if (details != null) {
      Map<String, String> bounded = new HashMap<>();
      details.forEach((name, value) -> bounded.put(bounded(name), bounded(value)));
      event.setDetails(bounded);
    }
  }

  /** The text, or its beginning and a sign that it went on. */
  private static @Nullable String bounded(@Nullable String text) {
    if (text == null || text.length() <= LONGEST) {
      return text;
    }
    int end = LONGEST - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
