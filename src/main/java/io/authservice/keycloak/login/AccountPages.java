package io.authservice.keycloak.login;

import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsPages;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/** Keycloak's login pages, of which the one that asks for consent knows whom it asks. */
final class AccountPages extends FreeMarkerLoginFormsProvider {

  /** What templates know the username by. */
  private static final String CONSENTING_USERNAME = "consentingUsername";

  AccountPages(KeycloakSession session) {
    super(session);
  }

  @Override
  protected void createCommonAttributes(
      Theme theme,
      Locale locale,
      Properties messages,
      UriBuilder base,
      @Nullable LoginFormsPages page) {
    super.createCommonAttributes(theme, locale, messages, base, page);
    if (page == LoginFormsPages.OAUTH_GRANT && authenticationSession != null) {
      UserModel asked = authenticationSession.getAuthenticatedUser();
      if (asked != null) {
        setAttribute(CONSENTING_USERNAME, asked.getUsername());
      }
    }
  }
}
