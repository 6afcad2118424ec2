package io.authservice.keycloak.clients;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;

/** The realm's clients that the libraries act as. */
final class ClientsOfLibraries implements AutoCloseable {

  /** Confidential; logs users in with their consent, and may introspect its own tokens. */
  static final String WEB = "library-web";

  /** Public; logs users in by code with PKCE. */
  static final String APP = "library-app";

  /** Public; has no browser of its own. */
  static final String DEVICE = "library-device";

  /** Confidential; acts for itself. */
  static final String MACHINE = "library-machine";

  private final RealmClients clients;

  ClientsOfLibraries(TestServer server) {
    clients = new RealmClients(server);
  }

  void make() {
    clients.make(
        WEB,
        true,
        "standardFlowEnabled",
        Map.of(
            "consentRequired",
            true,
            "attributes",
            Map.of(
                "access.token.lifespan", "3600",
                "pkce.code.challenge.method", "S256",
                "post.logout.redirect.uris", "+"),
            "protocolMappers",
            List.of(audience(WEB))));
    clients.make(
        APP,
        false,
        "standardFlowEnabled",
        Map.of(
            "attributes",
            Map.of(
                "pkce.code.challenge.method", "S256",
                "post.logout.redirect.uris", "+")));
    clients.make(DEVICE, false, "standardFlowEnabled");
    clients.make(
        MACHINE,
        true,
        "serviceAccountsEnabled",
        Map.of("protocolMappers", List.of(audience(MACHINE))));
  }

  /** Keycloak's own introspection tells only clients that the token names in its audience. */
  private static Map<String, Object> audience(String client) {
    return Map.of(
        "name", "audience",
        "protocol", "openid-connect",
        "protocolMapper", "oidc-audience-mapper",
        "config", Map.of("included.client.audience", client, "access.token.claim", "true"));
  }

  @Override
  public void close() {
    clients.close();
  }
}
