package io.authservice.keycloak.storage.identity;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A login brought a value that a user cannot have, such as an identity provider's e-mail. Whoever
 * knows what the person looks at says so there: an exception alone ends on a page that says nothing
 * of it.
 *
 * @param messageKey of Keycloak's messages on login pages
 * @param parameters of the message
 */
public record ValueRefused(KeycloakSession session, String messageKey, List<String> parameters)
    implements ProviderEvent {

  public ValueRefused {
    parameters = List.copyOf(parameters);
  }
}
