package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.failure.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/**
 * Tells who saves a component's settings why they are refused, in the language that the admin
 * console has for them. Translations are found in {@code theme-resources/messages} by the refusal's
 * name; the refusal itself holds the English.
 */
final class SettingErrorMessages {

  /** Of the translations' keys. */
  static final String PREFIX = "authServiceRefused.";

  private final KeycloakSession session;

  public SettingErrorMessages(KeycloakSession session) {
    this.session = session;
  }

  public ComponentValidationException of(UnusableSettingException unusable) {
    return refusal(translated(unusable.refusal(), unusable.values()), unusable);
  }

  public ComponentValidationException of(DatabaseRefusedException refused) {
    return refusal(translated(refused.refusal(), refused.values()), refused);
  }

  public ComponentValidationException of(IllegalArgumentException unusable) {
    return refusal(String.valueOf(unusable.getMessage()), unusable);
  }

  /** Keycloak takes the message for a pattern once more. */
  private static ComponentValidationException refusal(String text, Throwable cause) {
    return new ComponentValidationException(text.replace("'", "''").replace("{", "'{'"), cause);
  }

  private String translated(Refusal refusal, List<String> values) {
    return MessageFormat.format(pattern(refusal), values.toArray());
  }

  private String pattern(Refusal refusal) {
    KeycloakContext context = session.getContext();
    if (context.getBearerToken() == null) {
      return refusal.pattern();
    }
    Locale locale = context.resolveLocale(context.getUser(), Theme.Type.ADMIN);
    try {
      return session
          .theme()
          .getTheme(Theme.Type.ADMIN)
          .getMessages(locale)
          .getProperty(PREFIX + refusal.name(), refusal.pattern());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
