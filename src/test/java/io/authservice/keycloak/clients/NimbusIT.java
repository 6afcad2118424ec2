package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nimbus's OAuth 2.0 and OpenID Connect SDK as the client. */
@WithTestServer(second = true)
@TestInstance(Lifecycle.PER_CLASS)
class NimbusIT {

  private final TestServer server;
  private final Api api;
  @AutoClose private final ClientsOfLibraries clients;

  NimbusIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    clients = new ClientsOfLibraries(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make();
  }

  /** How a client finds the provider, and how it shows who it is. */
  record Way(Start start, ClientAuthenticationMethod method) {}

  static Stream<Way> ways() {
    return Stream.of(Start.values())
        .flatMap(
            start ->
                Stream.of(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .map(method -> new Way(start, method)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aUserLogsInByCodeWithPkce(Way way) throws Exception {
    NimbusClient client = web(way);
    User user = api.user();

    Login login = login(client, user);

    assertThat(login.tokens().getAccessToken().getScope()).isEqualTo(NimbusClient.SCOPE);
    assertThat(client.userInfo(login.tokens().getAccessToken()).getSubject())
        .isEqualTo(login.claims().getSubject());
    api.as(login.tokens().getAccessToken().getValue())
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .body("username", equalTo(user.username()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aLoginIsRefreshedAndRevoked(Way way) throws Exception {
    NimbusClient client = web(way);
    OIDCTokens first = login(client, api.user()).tokens();

    OIDCTokens renewed = success(refresh(client, first));

    assertThat(renewed.getAccessToken().getValue()).isNotEqualTo(first.getAccessToken().getValue());
    assertThat(client.validate(renewed, null).getSubject())
        .isEqualTo(client.validate(first, null).getSubject());
    assertThat(client.revoke(renewed.getRefreshToken()).getStatusCode()).isEqualTo(200);
    assertThat(refresh(client, renewed).toErrorResponse().getErrorObject())
        .isEqualTo(OAuth2Error.INVALID_GRANT);
    api.as(renewed.getAccessToken().getValue()).get("/auth/me/").then().statusCode(401);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTokenIsIntrospectedWhileItLives(Way way) throws Exception {
    NimbusClient client = web(way);
    User user = api.user();
    AccessToken token = login(client, user).tokens().getAccessToken();

    TokenIntrospectionSuccessResponse live = client.introspect(token);
    client.revoke(token);

    assertThat(live.isActive()).isTrue();
    assertThat(live.getUsername()).isEqualTo(user.username());
    assertThat(live.getClientID().getValue()).isEqualTo(ClientsOfLibraries.WEB);
    assertThat(live.getScope()).isEqualTo(NimbusClient.SCOPE);
    assertThat(client.introspect(token).isActive()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void aPublicClientLogsInAndLogsOut(Start start) throws Exception {
    NimbusClient client = app(start);
    Browser browser = new Browser(server.baseUrl());
    OIDCTokens tokens = login(client, api.user(), browser).tokens();
    State state = new State();

    browser.open(client.logout(tokens, state).toString());

    assertThat(browser.address()).isEqualTo(URI.create(NimbusClient.REDIRECT + "?state=" + state));
    assertThat(refresh(client, tokens).toErrorResponse().getErrorObject())
        .isEqualTo(OAuth2Error.INVALID_GRANT);
    assertThat(browser.open(client.depart().address().toString()).page())
        .contains("name=\"password\"");
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void aDeviceIsLetInByItsUser(Start start) throws Exception {
    NimbusClient client = NimbusClient.publicly(start.metadata(server), ClientsOfLibraries.DEVICE);
    User user = api.user();
    DeviceAuthorizationSuccessResponse codes = client.authorizeDevice();
    DeviceCodeGrant grant = new DeviceCodeGrant(codes.getDeviceCode());

    assertThat(client.token(grant, null).toErrorResponse().getErrorObject())
        .isEqualTo(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING);
    Browser browser = new Browser(server.baseUrl());
    browser.open(codes.getVerificationURI().toString());
    browser.submit(Map.of("device_user_code", codes.getUserCode().getValue()));
    browser.submit(Map.of("username", user.username(), "password", user.password()));
    browser.submit(Map.of("accept", "Yes"));
    Thread.sleep(codes.getInterval() * 1000);

    OIDCTokens tokens = success(client.token(grant, null));
    assertThat(client.userInfo(tokens.getAccessToken()).getSubject())
        .isEqualTo(client.validate(tokens, null).getSubject());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aMachineActsForItself(Way way) throws Exception {
    NimbusClient client =
        NimbusClient.confidential(
            way.start().metadata(server),
            ClientsOfLibraries.MACHINE,
            RealmClients.SECRET,
            way.method());

    TokenResponse response = client.token(new ClientCredentialsGrant(), new Scope("read"));

    AccessTokenResponse tokens = response.toSuccessResponse();
    assertThat(tokens.getTokens().getRefreshToken()).isNull();
    AccessToken token = tokens.getTokens().getAccessToken();
    assertThat(token.getScope()).isEqualTo(new Scope("read"));
    assertThat(client.introspect(token).getClientID().getValue())
        .isEqualTo(ClientsOfLibraries.MACHINE);
    api.as(token.getValue()).get("/auth/me/").then().statusCode(403);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aWrongSecretIsAnInvalidClient(Way way) throws Exception {
    NimbusClient client =
        NimbusClient.confidential(
            way.start().metadata(server), ClientsOfLibraries.MACHINE, "wrong", way.method());

    TokenResponse response = client.token(new ClientCredentialsGrant(), null);

    // Keycloak's own endpoint says "unauthorized_client" where RFC 6749 has "invalid_client".
    assertThat(response.toErrorResponse().getErrorObject())
        .isIn(OAuth2Error.INVALID_CLIENT, OAuth2Error.UNAUTHORIZED_CLIENT);
    assertThat(response.toErrorResponse().toHTTPResponse().getStatusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void aCodeIsWorthNothingWithoutItsVerifier(Start start) throws Exception {
    NimbusClient client = app(start);
    NimbusClient.Departure departure = client.depart();
    AuthorizationCode code =
        client.codeFrom(browse(new Browser(server.baseUrl()), departure, api.user()), departure);

    TokenResponse response = client.exchange(code, new CodeVerifier());

    assertThat(response.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_GRANT);
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void thePublishedKeysVerifyTheApisTokens(Start start) throws Exception {
    User user = api.user();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256,
            JWKSourceBuilder.create(start.metadata(server).getJWKSetURI().toURL()).build()));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            new JWTClaimsSet.Builder()
                .issuer(Start.issuer(server))
                .claim("token_type", "access")
                .claim("user_id", Long.toString(user.id()))
                .build(),
            Set.of("exp", "iat", "jti")));

    JWTClaimsSet claims = processor.process(user.access(), null);

    assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
  }

  @Test
  void bothDiscoveryDocumentsAreOne() throws Exception {
    assertThat(Start.O_DISCOVERY.metadata(server).toJSONObject())
        .isEqualTo(Start.KEYCLOAK_DISCOVERY.metadata(server).toJSONObject());
  }

  private record Login(OIDCTokens tokens, IDTokenClaimsSet claims) {}

  private Login login(NimbusClient client, User user) throws Exception {
    return login(client, user, new Browser(server.baseUrl()));
  }

  private Login login(NimbusClient client, User user, Browser browser) throws Exception {
    NimbusClient.Departure departure = client.depart();
    AuthorizationCode code = client.codeFrom(browse(browser, departure, user), departure);
    OIDCTokens tokens = success(client.exchange(code, departure.verifier()));
    return new Login(tokens, client.validate(tokens, departure.nonce()));
  }

  /** Posts the login form, and the one that asks for consent if there is one. */
  private static URI browse(Browser browser, NimbusClient.Departure departure, User user) {
    browser
        .open(departure.address().toString())
        .submit(Map.of("username", user.username(), "password", user.password()));
    if (!browser.page().isEmpty()) {
      browser.submit(Map.of("accept", "Yes"));
    }
    return browser.address();
  }

  private static TokenResponse refresh(NimbusClient client, OIDCTokens tokens) throws Exception {
    return client.token(new RefreshTokenGrant(tokens.getRefreshToken()), null);
  }

  private static OIDCTokens success(TokenResponse response) {
    if (!response.indicatesSuccess()) {
      throw new AssertionError(response.toErrorResponse().getErrorObject().toString());
    }
    return ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
  }

  private NimbusClient web(Way way) throws Exception {
    return NimbusClient.confidential(
        way.start().metadata(server), ClientsOfLibraries.WEB, RealmClients.SECRET, way.method());
  }

  private NimbusClient app(Start start) throws Exception {
    return NimbusClient.publicly(start.metadata(server), ClientsOfLibraries.APP);
  }
}
