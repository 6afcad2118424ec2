package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.CompactToken;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.urls.UrlType;
import org.keycloak.wellknown.WellKnownProvider;

/** Keycloak's endpoints whose answers need no translation, and the addresses of its pages. */
public final class KeycloakEndpoints {

  private final KeycloakSession session;
  private final OAuth2Clients clients;

  public KeycloakEndpoints(KeycloakSession session) {
    this.session = session;
    this.clients = new OAuth2Clients(session);
  }

  /** The claims of the bearer's user (OpenID Connect Core section 5.3). */
  public OAuth2Reply userInfo(Map<String, String> form) {
    return OAuth2Reply.of(
        new InProcessCall(session)
            .withCredentials(
                form,
                () -> {
                  if (!isBearerReadable(form)) {
                    return unreadable();
                  }
                  UserInfoEndpoint endpoint = new UserInfoEndpoint(session, new TokenManager());
                  return form.isEmpty()
                      ? endpoint.issueUserInfoGet()
                      : endpoint.issueUserInfoPost();
                }));
  }

  /** Keycloak's endpoint takes for granted that a token can be read. */
  private boolean isBearerReadable(Map<String, String> form) {
    AppAuthManager.AuthHeader header =
        AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
            session.getContext().getHttpRequest().getHttpHeaders());
    return Stream.concat(
            Stream.ofNullable(header).map(AppAuthManager.AuthHeader::getToken),
            Stream.ofNullable(form.get(OAuth2Constants.ACCESS_TOKEN)))
        .allMatch(CompactToken::isWellFormed);
  }

  /** As Keycloak's endpoint refuses tokens that it can read (RFC 6750 section 3). */
  private Response unreadable() {
    String error = "invalid_token";
    String description = "Token verification failed";
    return Response.status(Response.Status.UNAUTHORIZED)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer realm=\"%s\", error=\"%s\", error_description=\"%s\""
                .formatted(session.getContext().getRealm().getName(), error, description))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Map.of("error", error, "error_description", description))
        .build();
  }

  /** A device code and a user code (RFC 8628 section 3.2). */
  public OAuth2Reply deviceAuthorization(Map<String, String> form) {
    Map<String, String> request = new HashMap<>(form);
    if (request.getOrDefault(OAuth2Constants.SCOPE, "").isBlank()) {
      clients
          .named(form)
          .flatMap(DefaultScopes::of)
          .ifPresent(scope -> request.put(OAuth2Constants.SCOPE, scope));
    }
    return OAuth2Reply.of(
        new InProcessCall(session)
            .withCredentials(
                request, () -> new DeviceEndpoint(session, event()).handleDeviceRequest()));
  }

  /** The keys that verify the realm's tokens (RFC 7517). */
  public OAuth2Reply keys() {
    return OAuth2Reply.of(quietly(() -> new OIDCLoginProtocolService(session, event()).certs()));
  }

  /** The realm's metadata (OpenID Connect Discovery section 4), with the realm's own issuer. */
  public OAuth2Reply discovery() {
    return OAuth2Reply.of(
        Response.ok(
                session.getProvider(WellKnownProvider.class, "openid-configuration").getConfig())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header("Cache-Control", "no-cache, must-revalidate, no-transform, no-store")
            .build());
  }

  /** Where a browser starts a login; the login's cookies are bound to this address. */
  public URI authorization() {
    KeycloakContext context = session.getContext();
    return OIDCLoginProtocolService.authUrl(context.getUri(UrlType.FRONTEND).getBaseUriBuilder())
        .build(context.getRealm().getName());
  }

  /** Where a browser logs out. */
  public URI logout() {
    KeycloakContext context = session.getContext();
    return OIDCLoginProtocolService.logoutUrl(context.getUri(UrlType.FRONTEND).getBaseUriBuilder())
        .build(context.getRealm().getName());
  }

  /** Where a user types the code that a device shows (RFC 8628 section 3.3). */
  public URI devicePage() {
    KeycloakContext context = session.getContext();
    return DeviceGrantType.oauth2DeviceVerificationUrl(context.getUri(UrlType.FRONTEND))
        .build(context.getRealm().getName());
  }

  /** The admin console's list of clients. */
  public URI clientsPage() {
    KeycloakContext context = session.getContext();
    String realm = context.getRealm().getName();
    return context
        .getUri(UrlType.ADMIN)
        .getBaseUriBuilder()
        .path("admin/{realm}/console/")
        .fragment("/{realm}/clients")
        .build(realm, realm);
  }

  /** The account console's list of applications, where consent is taken back. */
  public URI applicationsPage() {
    KeycloakContext context = session.getContext();
    return context
        .getUri(UrlType.FRONTEND)
        .getBaseUriBuilder()
        .path("realms/{realm}/account/applications")
        .build(context.getRealm().getName());
  }

  private Response quietly(Supplier<Response> endpoint) {
    return new InProcessCall(session).withoutCredentials(Map.of(), endpoint);
  }

  private EventBuilder event() {
    return new BoundedEvents(session);
  }
}
