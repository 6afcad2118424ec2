package io.authservice.keycloak.storage.settings;

import java.text.MessageFormat;
import java.util.List;

/** A setting of the storage component cannot be used. The message says why, to an administrator. */
final class UnusableSettingException extends IllegalArgumentException {

  private final SettingRefusal refusal;
  private final transient List<String> values;

  /**
   * @param values of the places in the refusal's message
   */
  UnusableSettingException(SettingRefusal refusal, String... values) {
    super(MessageFormat.format(refusal.pattern(), (Object[]) values));
    this.refusal = refusal;
    this.values = List.of(values);
  }

  SettingRefusal refusal() {
    return refusal;
  }

  List<String> values() {
    return values;
  }
}
