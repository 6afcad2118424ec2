package io.authservice.keycloak.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * What a realm lacks of what the template has. Names are the template's.
 *
 * @param storage whether there is no storage component, be it a switched off one
 * @param apiClient whether the client that stands for the API is missing
 */
public record MissingParts(
    boolean storage,
    boolean apiClient,
    List<String> clients,
    List<String> clientScopes,
    List<String> profileAttributes) {

  public MissingParts {
    clients = List.copyOf(clients);
    clientScopes = List.copyOf(clientScopes);
    profileAttributes = List.copyOf(profileAttributes);
  }

  /** Whether nothing is missing. */
  public boolean isEmpty() {
    return !storage && clients.isEmpty() && clientScopes.isEmpty() && profileAttributes.isEmpty();
  }

  /** Whether the API cannot be served without what is missing. */
  public boolean keepsTheApiFromServing() {
    return storage || apiClient;
  }

  /** For people. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (storage) {
      parts.add("the user storage auth-service-users");
    }
    add(parts, "clients", clients);
    add(parts, "client scopes", clientScopes);
    add(parts, "attributes of the user profile", profileAttributes);
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(what + " " + String.join(", ", names));
    }
  }
}
