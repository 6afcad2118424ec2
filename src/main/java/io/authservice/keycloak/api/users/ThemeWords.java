package io.authservice.keycloak.api.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/** Keycloak's own refusals in the words of the realm's login pages, in English as the API is. */
final class ThemeWords {

  private final KeycloakSession session;

  ThemeWords(KeycloakSession session) {
    this.session = session;
  }

  /** The message of a key; the key itself where there is none. */
  String of(@Nullable String key, Object @Nullable [] parameters) {
    try {
      String text = String.valueOf(key);
      String pattern =
          session
              .theme()
              .getTheme(Theme.Type.LOGIN)
              .getEnhancedMessages(session.getContext().getRealm(), Locale.ENGLISH)
              .getProperty(text, text);
      return new MessageFormat(pattern, Locale.ENGLISH)
          .format(parameters == null ? new Object[0] : parameters);
    } catch (IOException failure) {
      throw new UncheckedIOException("The login theme's messages cannot be read", failure);
    }
  }
}
