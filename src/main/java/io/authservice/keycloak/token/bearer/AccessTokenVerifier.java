package io.authservice.keycloak.token.bearer;

import io.authservice.keycloak.token.CompactToken;
import java.util.List;
import java.util.Optional;
import org.keycloak.TokenVerifier;
import org.keycloak.TokenVerifier.RealmUrlCheck;
import org.keycloak.TokenVerifier.TokenTypeCheck;
import org.keycloak.common.VerificationException;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.NotBeforeCheck;
import org.keycloak.protocol.oidc.TokenManager.TokenRevocationCheck;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.GrantTypeEndpointRestrictionValidator;
import org.keycloak.services.util.UserSessionUtil;
import org.keycloak.util.TokenUtil;

/**
 * Keycloak's check of a bearer token (RFC 6750 section 2.1), made of Keycloak's own parts as its
 * userinfo endpoint makes its own, but for the signature, which {@link SignatureCache} may know,
 * and for proofs of a key, which {@link SenderConstraint} sees to.
 */
final class AccessTokenVerifier {

  private final KeycloakSession session;
  private final SignatureCache signatures;

  AccessTokenVerifier(KeycloakSession session, SignatureCache signatures) {
    this.session = session;
    this.signatures = signatures;
  }

  /**
   * A live access token of the realm, of an enabled client and an enabled user with a live session.
   * The session's context then knows all of them. Empty for any other.
   */
  Optional<AccessToken> verify(String compact) {
    RealmModel realm = session.getContext().getRealm();
    try {
      AccessToken token = genuine(compact, realm);
      ClientModel client = realm.getClientByClientId(token.getIssuedFor());
      if (client == null || !client.isEnabled() || token.getIat() < client.getNotBefore()) {
        return Optional.empty();
      }
      return enter(token, client, realm);
    } catch (VerificationException refused) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // an array of checks
  private AccessToken genuine(String compact, RealmModel realm) throws VerificationException {
    if (!CompactToken.hasThreeParts(compact)) {
      throw new VerificationException("not in three parts");
    }
    KeycloakContext context = session.getContext();
    TokenVerifier<AccessToken> verifier =
        TokenVerifier.create(compact, AccessToken.class)
            .withChecks(
                TokenVerifier.IS_ACTIVE,
                new TokenTypeCheck(List.of(TokenUtil.TOKEN_TYPE_BEARER)),
                new RealmUrlCheck(Urls.realmIssuer(context.getUri().getBaseUri(), realm.getName())),
                NotBeforeCheck.forModel(realm),
                new TokenRevocationCheck(session),
                GrantTypeEndpointRestrictionValidator.check(session));
    JWSHeader header = verifier.getHeader();
    if (header == null || header.getAlgorithm() == null || verifier.getToken() == null) {
      throw new VerificationException("a JSON null, or a header without an algorithm");
    }
    return verifier
        .verifierContext(
            signatures.verifier(session, header.getAlgorithm().name(), header.getKeyId()))
        .verify()
        .getToken();
  }

  private Optional<AccessToken> enter(AccessToken token, ClientModel client, RealmModel realm) {
    UserSessionModel found =
        UserSessionUtil.findValidSessionForAccessToken(session, realm, token, client, invalid -> {})
            .getUserSession();
    if (found == null
        || found.getAuthenticatedClientSessionByClient(client.getId()) == null
        || !TokenManager.isUserValid(session, realm, token, found.getUser())) {
      return Optional.empty();
    }
    KeycloakContext context = session.getContext();
    context.setClient(client);
    context.setBearerToken(token);
    context.setUserSession(found);
    return Optional.of(token);
  }
}
