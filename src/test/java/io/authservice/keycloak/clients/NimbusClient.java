package io.authservice.keycloak.clients;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.authservice.keycloak.api.oauth2.RealmClients;
import java.net.URI;
import java.util.Optional;

/** A relying party as an application makes it of Nimbus's SDK, with every check that offers. */
final class NimbusClient {

  static final URI REDIRECT = URI.create(RealmClients.REDIRECT);
  static final Scope SCOPE = new Scope("openid", "read", "write");

  private final OIDCProviderMetadata provider;
  private final ClientID id;
  private final Optional<ClientAuthentication> authentication;

  private NimbusClient(
      OIDCProviderMetadata provider, ClientID id, Optional<ClientAuthentication> authentication) {
    this.provider = provider;
    this.id = id;
    this.authentication = authentication;
  }

  static NimbusClient confidential(
      OIDCProviderMetadata provider, String id, String secret, ClientAuthenticationMethod method) {
    ClientID client = new ClientID(id);
    return new NimbusClient(
        provider,
        client,
        Optional.of(
            method.equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretBasic(client, new Secret(secret))
                : new ClientSecretPost(client, new Secret(secret))));
  }

  static NimbusClient publicly(OIDCProviderMetadata provider, String id) {
    return new NimbusClient(provider, new ClientID(id), Optional.empty());
  }

  /** What must be remembered between sending a user to log in and the user's return. */
  record Departure(URI address, State state, Nonce nonce, CodeVerifier verifier) {}

  Departure depart() {
    State state = new State();
    Nonce nonce = new Nonce();
    CodeVerifier verifier = new CodeVerifier();
    URI address =
        new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, id, REDIRECT)
            .endpointURI(provider.getAuthorizationEndpointURI())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Departure(address, state, nonce, verifier);
  }

  /** The code that came with the user, if the answer is one to what was asked. */
  AuthorizationCode codeFrom(URI arrival, Departure departure) throws Exception {
    AuthenticationResponse response = AuthenticationResponseParser.parse(arrival);
    if (!departure.state().equals(response.getState())
        || !provider.getIssuer().equals(response.getIssuer())) {
      throw new AssertionError("not an answer to this request: " + arrival);
    }
    if (!response.indicatesSuccess()) {
      throw new AssertionError(response.toErrorResponse().getErrorObject().toString());
    }
    return response.toSuccessResponse().getAuthorizationCode();
  }

  /** Exchanges the code, whatever comes of it. */
  TokenResponse exchange(AuthorizationCode code, CodeVerifier verifier) throws Exception {
    return token(new AuthorizationCodeGrant(code, REDIRECT, verifier), null);
  }

  TokenResponse token(AuthorizationGrant grant, Scope scope) throws Exception {
    URI endpoint = provider.getTokenEndpointURI();
    TokenRequest.Builder request =
        authentication
            .map(secret -> new TokenRequest.Builder(endpoint, secret, grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, id, grant));
    return OIDCTokenResponseParser.parse(
        (scope == null ? request : request.scope(scope)).build().toHTTPRequest().send());
  }

  /** Signature, issuer, audience, times, nonce, and that the access token is the one beside it. */
  IDTokenClaimsSet validate(OIDCTokens tokens, Nonce nonce) throws Exception {
    IDTokenValidator validator =
        new IDTokenValidator(
            provider.getIssuer(), id, JWSAlgorithm.RS256, provider.getJWKSetURI().toURL());
    IDTokenClaimsSet claims = validator.validate(tokens.getIDToken(), nonce);
    AccessTokenValidator.validate(
        tokens.getAccessToken(), JWSAlgorithm.RS256, claims.getAccessTokenHash());
    return claims;
  }

  TokenIntrospectionSuccessResponse introspect(Token token) throws Exception {
    TokenIntrospectionResponse response =
        TokenIntrospectionResponse.parse(
            new TokenIntrospectionRequest(
                    provider.getIntrospectionEndpointURI(), authentication.orElseThrow(), token)
                .toHTTPRequest()
                .send());
    if (!response.indicatesSuccess()) {
      throw new AssertionError(response.toErrorResponse().getErrorObject().toString());
    }
    return response.toSuccessResponse();
  }

  HTTPResponse revoke(Token token) throws Exception {
    URI endpoint = provider.getRevocationEndpointURI();
    return authentication
        .map(secret -> new TokenRevocationRequest(endpoint, secret, token))
        .orElseGet(() -> new TokenRevocationRequest(endpoint, id, token))
        .toHTTPRequest()
        .send();
  }

  UserInfo userInfo(AccessToken token) throws Exception {
    UserInfoResponse response =
        UserInfoResponse.parse(
            new UserInfoRequest(provider.getUserInfoEndpointURI(), token).toHTTPRequest().send());
    if (!response.indicatesSuccess()) {
      throw new AssertionError(response.toErrorResponse().getErrorObject().toString());
    }
    return response.toSuccessResponse().getUserInfo();
  }

  URI logout(OIDCTokens tokens, State state) {
    return new LogoutRequest(
            provider.getEndSessionEndpointURI(), tokens.getIDToken(), REDIRECT, state)
        .toURI();
  }

  DeviceAuthorizationSuccessResponse authorizeDevice() throws Exception {
    DeviceAuthorizationResponse response =
        DeviceAuthorizationResponse.parse(
            new DeviceAuthorizationRequest(provider.getDeviceAuthorizationEndpointURI(), id, SCOPE)
                .toHTTPRequest()
                .send());
    if (!response.indicatesSuccess()) {
      throw new AssertionError(response.toErrorResponse().getErrorObject().toString());
    }
    return response.toSuccessResponse();
  }
}
