package io.authservice.keycloak.token.claim;

import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Takes the claims {@code email} and {@code email_verified} out again, whichever mapper wrote them,
 * while the user has not shown that the address is theirs: a client that knows its users by address
 * would take one for another.
 */
public final class VerifiedEmailMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper,
        OIDCIDTokenMapper,
        UserInfoTokenMapper,
        TokenIntrospectionTokenMapper {

  public static final String ID = "auth-service-verified-email-mapper";

  private static final String ALWAYS = "always";
  private static final Set<String> CLAIMS = Set.of(IDToken.EMAIL, IDToken.EMAIL_VERIFIED);

  /** After all that could write them, scripts too. */
  private static final int LAST = 100;

  /** Made by the server. */
  public VerifiedEmailMapper() {}

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public int getPriority() {
    return LAST;
  }

  @Override
  public String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public String getDisplayType() {
    return "Verified e-mail alone";
  }

  @Override
  public String getHelpText() {
    return "Leaves email and email_verified out of tokens, userinfo and introspection until the"
        + " user's e-mail is verified.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of(
        new ProviderConfigProperty(
            ALWAYS,
            "In any case",
            "On: in any case. Off: only while the realm's Verify email is on.",
            ProviderConfigProperty.BOOLEAN_TYPE,
            "true"));
  }

  @Override
  public AccessToken transformAccessToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return reduced(token, mapper, userSession);
  }

  @Override
  public IDToken transformIDToken(
      IDToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return reduced(token, mapper, userSession);
  }

  @Override
  public AccessToken transformUserInfoToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return reduced(token, mapper, userSession);
  }

  @Override
  public AccessToken transformIntrospectionToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return reduced(token, mapper, userSession);
  }

  private static <T extends IDToken> T reduced(
      T token, ProtocolMapperModel mapper, UserSessionModel userSession) {
    boolean asked =
        !"false".equals(mapper.getConfig().get(ALWAYS)) || userSession.getRealm().isVerifyEmail();
    if (asked && !userSession.getUser().isEmailVerified()) {
      token.setEmail(null);
      token.setEmailVerified(null);
      token.getOtherClaims().keySet().removeAll(CLAIMS);
    }
    return token;
  }
}
