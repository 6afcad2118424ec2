package io.authservice.keycloak.token.refresh;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/** Has used refresh tokens looked at before any provider that would serve them. */
public final class BlacklistedTokenProviderFactory implements RefreshTokenProviderFactory {

  private static final int BEFORE_ALL_OTHERS = 1000;

  @Override
  public RefreshTokenProvider create(KeycloakSession session) {
    return new BlacklistedTokenProvider(session);
  }

  @Override
  public int order() {
    return BEFORE_ALL_OTHERS;
  }

  @Override
  public void init(Config.Scope options) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "auth-service-used";
  }
}
