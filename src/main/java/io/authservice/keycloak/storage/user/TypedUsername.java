package io.authservice.keycloak.storage.user;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** The username in the login form or grant request being served, spelled as its sender typed it. */
public final class TypedUsername {

  private static final String FORM_FIELD = "username";

  private final KeycloakSession session;

  public TypedUsername(KeycloakSession session) {
    this.session = session;
  }

  Optional<String> get() {
    return request()
        .filter(TypedUsername::isForm)
        .map(request -> request.getDecodedFormParameters().getFirst(FORM_FIELD));
  }

  private Optional<HttpRequest> request() {
    try {
      return Optional.ofNullable(session.getContext().getHttpRequest());
    } catch (ContextNotActiveException noRequest) {
      // The server's own work, such as a scheduled task, looks users up without a request.
      return Optional.empty();
    }
  }

  private static boolean isForm(HttpRequest request) {
    String type = request.getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED);
  }
}
