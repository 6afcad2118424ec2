package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.TokenSettings;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Has every answer of the token endpoint looked at, after Keycloak's own have had their say. */
public final class TokenGuardFactory implements TokenPostProcessorFactory {

  private static final int AFTER_ALL_OTHERS = -1000;

  private TokenSettings settings =
      new TokenSettings("", RefreshRotation.OFF); // until Keycloak calls init

  /** The options are those of the API, whichever door a token leaves by. */
  @Override
  public void init(Config.Scope own) {
    settings = TokenSettings.of(Config.scope("realm-restapi-extension", "auth-service"));
  }

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new TokenGuard(session, settings);
  }

  @Override
  public int order() {
    return AFTER_ALL_OTHERS;
  }

  @Override
  public String getId() {
    return "auth-service-guard";
  }
}
