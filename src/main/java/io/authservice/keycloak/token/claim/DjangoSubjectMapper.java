package io.authservice.keycloak.token.claim;

import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.UserAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.LogoutTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.representations.LogoutToken;

/**
 * The {@code sub} that django-oauth-toolkit gave: the user's primary key, or another attribute. It
 * stands wherever clients compare it (OpenID Connect Core section 5.3.2, Back-Channel Logout
 * section 2.4), and not in access tokens: there Keycloak looks its own users up by it.
 */
public final class DjangoSubjectMapper extends AbstractOIDCProtocolMapper
    implements OIDCIDTokenMapper,
        UserInfoTokenMapper,
        TokenIntrospectionTokenMapper,
        LogoutTokenMapper {

  public static final String ID = "auth-service-sub-mapper";

  /** The setting that names the attribute. */
  public static final String ATTRIBUTE = "user.attribute";

  /** Made by the server. */
  public DjangoSubjectMapper() {}

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public String getDisplayType() {
    return "Django subject (sub)";
  }

  @Override
  public String getHelpText() {
    return "Names users in ID tokens, userinfo, introspection and logout tokens as"
        + " django-oauth-toolkit did.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of(
        new ProviderConfigProperty(
            ATTRIBUTE,
            "User attribute",
            "What sub holds: user_id is the primary key; username, email or another attribute that"
                + " no two users share and that users cannot change. A user without it keeps"
                + " Keycloak's sub.",
            ProviderConfigProperty.STRING_TYPE,
            UserAttributes.USER_ID));
  }

  @Override
  public IDToken transformIDToken(
      IDToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return named(token, mapper, session, userSession);
  }

  @Override
  public AccessToken transformUserInfoToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return named(token, mapper, session, userSession);
  }

  @Override
  public AccessToken transformIntrospectionToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return named(token, mapper, session, userSession);
  }

  @Override
  public LogoutToken transformLogoutToken(
      LogoutToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return named(token, mapper, session, userSession);
  }

  private static <T extends JsonWebToken> T named(
      T token, ProtocolMapperModel mapper, KeycloakSession session, UserSessionModel userSession) {
    subject(session, mapper, userSession.getUser()).ifPresent(token::setSubject);
    return token;
  }

  /** How a client's ID tokens name a user. */
  public static String subject(KeycloakSession session, ClientModel client, UserModel user) {
    return Stream.concat(Stream.of(client), client.getClientScopes(true).values().stream())
        .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream)
        .filter(mapper -> mapper.getProtocolMapper().equals(ID))
        .findFirst()
        .flatMap(mapper -> subject(session, mapper, user))
        .orElseGet(user::getId);
  }

  /** Not of users kept elsewhere, who could have the same attribute. */
  private static Optional<String> subject(
      KeycloakSession session, ProtocolMapperModel mapper, UserModel user) {
    String attribute = mapper.getConfig().getOrDefault(ATTRIBUTE, UserAttributes.USER_ID);
    return Optional.of(user)
        .filter(new RealmAccounts(session, session.getContext().getRealm())::owns)
        .map(known -> known.getFirstAttribute(attribute))
        .filter(value -> !value.isBlank());
  }
}
