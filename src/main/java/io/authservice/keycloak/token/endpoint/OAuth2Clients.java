package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.client.ClientCredentials;
import io.authservice.keycloak.token.client.ClientFinder;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;

/** The clients of the realm, as an OAuth2 request names them. */
public final class OAuth2Clients {

  private final KeycloakSession session;

  public OAuth2Clients(KeycloakSession session) {
    this.session = session;
  }

  /**
   * The client, if it authenticates by any method the realm lets it use (RFC 6749 section 2.3). A
   * public client does so by its id alone.
   *
   * @param purpose what a failure is recorded as
   */
  public Optional<ClientModel> authenticated(Map<String, String> form, EventType purpose) {
    EventBuilder event = new BoundedEvents(session).event(purpose);
    // The response of a success is never looked at: the client is left in the session's context.
    new InProcessCall(session)
        .withCredentials(
            form,
            () -> {
              AuthorizeClientUtil.authorizeClient(session, event, null);
              return Response.ok().build();
            });
    return Optional.ofNullable(session.getContext().getClient())
        .filter(client -> !client.isBearerOnly());
  }

  /** The client a request names, before it has authenticated. */
  public Optional<ClientModel> named(Map<String, String> form) {
    return Optional.ofNullable(form.get(OAuth2Constants.CLIENT_ID))
        .or(() -> ClientCredentials.inHeader(session.getContext().getHttpRequest()).clientId())
        .flatMap(this::withId);
  }

  private Optional<ClientModel> withId(String clientId) {
    return new ClientFinder(session.getContext().getRealm()).withId(clientId);
  }

  /** The default scopes of a client; empty for an unknown one, or one that has none of them. */
  public Optional<String> defaultScope(String clientId) {
    return withId(clientId).flatMap(DefaultScopes::of);
  }

  /** Whether users are asked before the client gets anything; not for an unknown client. */
  public boolean needsConsent(String clientId) {
    return withId(clientId).filter(ClientModel::isConsentRequired).isPresent();
  }
}
