package io.authservice.keycloak.token.bearer;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessToken.Confirmation;
import org.keycloak.services.util.MtlsHoKTokenUtil;

/**
 * Tokens that are good for the holder of a key alone ({@code cnf}, RFC 7800). A certificate-bound
 * one needs its certificate (RFC 8705 section 3), as at Keycloak's userinfo endpoint. Bound to
 * another key it is of no use here: the API reads no proofs (RFC 9449).
 */
public final class SenderConstraint {

  private final KeycloakSession session;

  public SenderConstraint(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Whether the sender of the request may use the token.
   *
   * @param client the one the token was issued to, which may have to bind all its tokens
   */
  public boolean isMet(AccessToken token, @Nullable ClientModel client) {
    Confirmation key = token.getConfirmation();
    if (key == null) {
      return client == null || !mustBind(client);
    }
    return key.getKeyThumbprint() == null
        && key.getCertThumbprint() != null
        && MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
            token, session.getContext().getHttpRequest(), session);
  }

  private static boolean mustBind(ClientModel client) {
    OIDCAdvancedConfigWrapper settings = OIDCAdvancedConfigWrapper.fromClientModel(client);
    return settings.isUseMtlsHokToken() || settings.isUseDPoP();
  }
}
