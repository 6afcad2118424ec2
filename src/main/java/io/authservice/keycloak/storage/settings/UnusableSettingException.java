package io.authservice.keycloak.storage.settings;

import java.text.MessageFormat;
import java.util.List;

/** A setting of the storage component cannot be used. The message says why, to an administrator. */
final class UnusableSettingException extends IllegalArgumentException {

  private final String pattern;
  private final transient List<String> values;

  /**
   * @param pattern the message in English, as {@link MessageFormat} takes it
   * @param values of the pattern's places
   */
  UnusableSettingException(String pattern, String... values) {
    super(MessageFormat.format(pattern, (Object[]) values));
    this.pattern = pattern;
    this.values = List.of(values);
  }

  /** The message without its values, by which a translation can be found. */
  String pattern() {
    return pattern;
  }

  List<String> values() {
    return values;
  }
}
