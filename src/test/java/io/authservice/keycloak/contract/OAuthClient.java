package io.authservice.keycloak.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The clients of the recordings, as clients of Keycloak that stand for the old applications. */
enum OAuthClient {
  /** Confidential, for the client credentials grant. */
  CC(Grant.CLIENT_CREDENTIALS, false),
  /** Confidential, for the password grant. */
  PW(Grant.PASSWORD, false),
  /** Public, for the password grant. */
  PWPUB(Grant.PASSWORD, true),
  /** Confidential, for the authorization code. */
  CODE(Grant.CODE, false),
  /** Public, for the authorization code. */
  PUB(Grant.CODE, true),
  /** Public, for the implicit grant. */
  IMPL(Grant.IMPLICIT, true);

  /** Where browsers come back to; nobody listens there. */
  static final String REDIRECT = "http://localhost:3000/cb";

  private enum Grant {
    CLIENT_CREDENTIALS,
    PASSWORD,
    CODE,
    IMPLICIT
  }

  private final Grant grant;
  private final boolean isPublic;

  OAuthClient(Grant grant, boolean isPublic) {
    this.grant = grant;
    this.isPublic = isPublic;
  }

  /** Whether one of them has this name among the placeholders. */
  static boolean isCalled(String name) {
    return Arrays.stream(values()).anyMatch(client -> client.placeholder().equals(name));
  }

  static OAuthClient called(String placeholder) {
    return valueOf(placeholder.toUpperCase(Locale.ROOT));
  }

  String placeholder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the Admin API takes. */
  Map<String, Object> representation(String clientId, String secret) {
    boolean byBrowser = grant == Grant.CODE || grant == Grant.IMPLICIT;
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("protocol", "openid-connect");
    client.put("publicClient", isPublic);
    client.put("standardFlowEnabled", grant == Grant.CODE);
    client.put("implicitFlowEnabled", grant == Grant.IMPLICIT);
    client.put("directAccessGrantsEnabled", grant == Grant.PASSWORD);
    client.put("serviceAccountsEnabled", grant == Grant.CLIENT_CREDENTIALS);
    client.put("fullScopeAllowed", false);
    client.put("consentRequired", byBrowser);
    client.put("redirectUris", byBrowser ? List.of(REDIRECT) : List.of());
    client.put("webOrigins", List.of());
    client.put("defaultClientScopes", List.of("basic", "auth-service"));
    client.put("optionalClientScopes", List.of("read", "write"));
    client.put(
        "attributes",
        Map.of(
            "access.token.lifespan", "3600",
            "exclude.session.state.from.auth.response", "true",
            "exclude.issuer.from.auth.response", "true"));
    if (!isPublic) {
      client.put("secret", secret);
    }
    return client;
  }
}
