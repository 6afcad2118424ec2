package io.authservice.keycloak.api.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/** What is said in the words of the realm's login pages, by the keys of their messages. */
public final class ThemeWords {

  private final KeycloakSession session;
  private final Locale locale;

  public ThemeWords(KeycloakSession session, Locale locale) {
    this.session = session;
    this.locale = locale;
  }

  /** The message of a key; the key itself where there is none. */
  public String of(@Nullable String key, Object @Nullable [] parameters) {
    try {
      String text = String.valueOf(key);
      String pattern =
          session
              .theme()
              .getTheme(Theme.Type.LOGIN)
              .getEnhancedMessages(session.getContext().getRealm(), locale)
              .getProperty(text, text);
      return new MessageFormat(pattern, locale)
          .format(parameters == null ? new Object[0] : parameters);
    } catch (IOException failure) {
      throw new UncheckedIOException("The login theme's messages cannot be read", failure);
    }
  }
}
