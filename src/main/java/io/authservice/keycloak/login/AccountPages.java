package io.authservice.keycloak.login;

import io.authservice.keycloak.storage.identity.PasswordRules;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsPages;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/**
 * Keycloak's login pages, which know all that the realm asks of passwords; the one that asks for
 * consent knows whom it asks.
 */
final class AccountPages extends FreeMarkerLoginFormsProvider {

  /** What templates know the username by. */
  private static final String CONSENTING_USERNAME = "consentingUsername";

  /** What they know the rules by; Keycloak tells them of some policies alone. */
  private static final String PASSWORD_RULES = "passwordRules";

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
    if (realm != null) {
      setAttribute(
          PASSWORD_RULES,
          PasswordRules.of(realm).stream()
              .filter(PasswordRules.Rule::canRefuse)
              .map(this::shown)
              .toList());
    }
    if (page == LoginFormsPages.OAUTH_GRANT && authenticationSession != null) {
      UserModel asked = authenticationSession.getAuthenticatedUser();
      if (asked != null) {
        setAttribute(CONSENTING_USERNAME, asked.getUsername());
      }
    }
  }

  private Map<String, Object> shown(PasswordRules.Rule rule) {
    return Map.of(
        "id",
        rule.id(),
        "value",
        rule.value(),
        "known",
        rule.isKnown(),
        "former",
        rule.isOfFormerPasswords(),
        "name",
        rule.name(session));
  }
}
