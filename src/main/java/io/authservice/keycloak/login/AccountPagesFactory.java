package io.authservice.keycloak.login;

import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Stands in for Keycloak's own pages under their name, so that no option need be set. */
public final class AccountPagesFactory extends FreeMarkerLoginFormsProviderFactory {

  /** Whatever is above nought goes before Keycloak's own of the same name. */
  private static final int BEFORE_KEYCLOAKS_OWN = 1;

  @Override
  public LoginFormsProvider create(KeycloakSession session) {
    return new AccountPages(session);
  }

  @Override
  public int order() {
    return BEFORE_KEYCLOAKS_OWN;
  }
}
