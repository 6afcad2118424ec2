package io.authservice.keycloak.clients;

import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.authservice.keycloak.server.TestServer;
import java.net.URI;

/** Where a client takes the provider's addresses from. */
enum Start {
  /** From the document below {@code /o/}; it goes on at whatever addresses that names. */
  O_DISCOVERY("/o"),

  /** From the document Keycloak itself serves below the realm. */
  KEYCLOAK_DISCOVERY("/realms/%s"),

  /** From its own settings, which name django-oauth-toolkit's addresses, as clients of old do. */
  OLD_ADDRESSES("/o");

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final String base;

  Start(String base) {
    this.base = base;
  }

  static String issuer(TestServer server) {
    return server.baseUrl() + "/realms/" + server.realm();
  }

  /** The address of the discovery document. */
  String discovery(TestServer server) {
    return base(server) + WELL_KNOWN;
  }

  private String base(TestServer server) {
    return server.baseUrl() + base.formatted(server.realm());
  }

  /** Reads the document, and refuses one of another issuer than the realm. */
  OIDCProviderMetadata metadata(TestServer server) throws Exception {
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.resolve(new Issuer(issuer(server)), URI.create(base(server)).toURL());
    if (this == OLD_ADDRESSES) {
      String old = server.baseUrl() + "/o/";
      metadata.setAuthorizationEndpointURI(URI.create(old + "authorize/"));
      metadata.setTokenEndpointURI(URI.create(old + "token/"));
      metadata.setRevocationEndpointURI(URI.create(old + "revoke_token/"));
      metadata.setIntrospectionEndpointURI(URI.create(old + "introspect/"));
      metadata.setUserInfoEndpointURI(URI.create(old + "userinfo/"));
      metadata.setEndSessionEndpointURI(URI.create(old + "logout/"));
      metadata.setDeviceAuthorizationEndpointURI(URI.create(old + "device-authorization/"));
      metadata.setJWKSetURI(URI.create(old + ".well-known/jwks.json"));
    }
    return metadata;
  }
}
