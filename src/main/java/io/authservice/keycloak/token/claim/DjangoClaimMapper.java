package io.authservice.keycloak.token.claim;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Puts what is known of the user's account into a claim. Users of other storages, and service
 * accounts, get none; nor does Keycloak write a claim for an empty list.
 */
abstract class DjangoClaimMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper,
        OIDCIDTokenMapper,
        UserInfoTokenMapper,
        TokenIntrospectionTokenMapper {

  private final String defaultClaim;
  private final List<ProviderConfigProperty> ownProperties;

  DjangoClaimMapper(String defaultClaim, List<ProviderConfigProperty> ownProperties) {
    this.defaultClaim = defaultClaim;
    this.ownProperties = List.copyOf(ownProperties);
  }

  /**
   * The claim: a number, or texts in the order they are written.
   *
   * @param config the mapper's settings
   */
  abstract Object value(AccountReader accounts, Account account, Map<String, String> config);

  @Override
  public final String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    List<ProviderConfigProperty> properties = new ArrayList<>();
    OIDCAttributeMapperHelper.addTokenClaimNameConfig(properties);
    properties.get(0).setDefaultValue(defaultClaim);
    properties.addAll(ownProperties);
    OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, getClass());
    return properties;
  }

  @Override
  protected final void setClaim(
      IDToken token,
      ProtocolMapperModel mapper,
      UserSessionModel userSession,
      KeycloakSession session,
      ClientSessionContext context) {
    RealmAccounts storages = new RealmAccounts(session, userSession.getRealm());
    Optional<AccountStorageProvider> storage = storages.storage();
    Optional<Account> account = storages.account(userSession.getUser());
    if (storage.isPresent() && account.isPresent()) {
      Object value = value(storage.get().reads(), account.get(), mapper.getConfig());
      OIDCAttributeMapperHelper.mapClaim(token, settings(mapper, value instanceof List), value);
    }
  }

  /**
   * The mapper's settings are shared. Of a list Keycloak writes the first value alone unless they
   * say otherwise; and of one value it makes a list if they do, where the claim was written before.
   */
  private ProtocolMapperModel settings(ProtocolMapperModel mapper, boolean multivalued) {
    Map<String, String> config = new HashMap<>(mapper.getConfig());
    config.putIfAbsent(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, defaultClaim);
    config.put(ProtocolMapperUtils.MULTIVALUED, Boolean.toString(multivalued));
    ProtocolMapperModel copy = new ProtocolMapperModel();
    copy.setName(mapper.getName());
    copy.setProtocol(mapper.getProtocol());
    copy.setProtocolMapper(mapper.getProtocolMapper());
    copy.setConfig(config);
    return copy;
  }
}
