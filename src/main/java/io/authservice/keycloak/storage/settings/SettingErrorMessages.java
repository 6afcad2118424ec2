package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.failure.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.theme.Theme;

/**
 * Tells who saves a component's settings why they are refused, in the language that the admin
 * console has for them. Translations are found in {@code theme-resources/messages} by the refusal's
 * name; the refusal itself holds the English.
 */
final class SettingErrorMessages {

  /** Of the translations' keys. */
  static final String PREFIX = "authServiceRefused.";

  private static final Pattern REALMS = Pattern.compile("/?admin/realms/?");

  private final KeycloakSession session;

  public SettingErrorMessages(KeycloakSession session) {
    this.session = session;
  }

  public RuntimeException of(UnusableSettingException unusable) {
    return refusal(textOf(unusable), unusable);
  }

  public RuntimeException of(DatabaseRefusedException refused) {
    return refusal(textOf(refused), refused);
  }

  /** What is said of it, as it stands. */
  String textOf(UnusableSettingException unusable) {
    return translated(unusable.refusal(), unusable.values());
  }

  /** What is said of it, as it stands. */
  String textOf(DatabaseRefusedException refused) {
    return translated(refused.refusal(), refused.values());
  }

  public RuntimeException of(IllegalArgumentException unusable) {
    return refusal(String.valueOf(unusable.getMessage()), unusable);
  }

  /** Keycloak takes the message of a component for a pattern once more. */
  private RuntimeException refusal(String text, Throwable cause) {
    if (importsRealm()) {
      return new ModelException(text, cause);
    }
    return new ComponentValidationException(text.replace("'", "''").replace("{", "'{'"), cause);
  }

  /** Where realms are made, the Admin API knows no refusal of a component's, and answers a 500. */
  private boolean importsRealm() {
    KeycloakContext context = session.getContext();
    return context.getBearerToken() != null && REALMS.matcher(context.getUri().getPath()).matches();
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
