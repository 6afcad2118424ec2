package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.ApiScopes;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/**
 * The scopes a request that names none is granted. Keycloak grants optional scopes on demand only;
 * django-oauth-toolkit grants its {@code DEFAULT_SCOPES}.
 */
public final class DefaultScopes {

  private DefaultScopes() {}

  /** Those the client has, separated by spaces; empty if it has none. */
  public static Optional<String> of(ClientModel client) {
    String scope = String.join(" ", ApiScopes.onDemand(client));
    return scope.isEmpty() ? Optional.empty() : Optional.of(scope);
  }
}
