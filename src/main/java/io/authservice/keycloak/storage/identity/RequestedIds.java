package io.authservice.keycloak.storage.identity;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;

/**
 * The ids that the request being served names itself: an administrator means whoever has the id
 * now. All other ids come from what Keycloak keeps, and mean whoever had them then.
 */
public final class RequestedIds {

  private final KeycloakSession session;

  public RequestedIds(KeycloakSession session) {
    this.session = session;
  }

  /** Whether somebody else, who is known already, asks for this user. */
  public boolean has(String userId) {
    return session.getContext().getBearerToken() instanceof JsonWebToken bearer
        && !userId.equals(bearer.getSubject())
        && request().filter(request -> names(request, userId)).isPresent();
  }

  private static boolean names(HttpRequest request, String userId) {
    return request.getUri().getPathSegments().stream()
        .anyMatch(segment -> userId.equals(segment.getPath()));
  }

  private Optional<HttpRequest> request() {
    try {
      return Optional.ofNullable(session.getContext().getHttpRequest());
    } catch (ContextNotActiveException noRequest) {
      return Optional.empty();
    }
  }
}
