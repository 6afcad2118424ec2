package io.authservice.keycloak.storage.settings;

import java.util.regex.Pattern;
import org.keycloak.component.ComponentModel;

/** A component's settings, which are stored as texts. */
record ComponentSettings(ComponentModel component) {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final int LONGEST = 18;

  /** Without the white space around it; the default if it is absent or blank. */
  String of(String key, String otherwise) {
    String value = component.get(key);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  /**
   * A whole number from 1 to {@code most}; the default if it is absent or blank.
   *
   * @throws UnusableSettingException if it is anything else
   */
  int number(String key, int otherwise, int most) {
    String value = of(key, "");
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw new UnusableSettingException(SettingRefusal.NOT_A_NUMBER, key);
    }
    long number = value.length() > LONGEST ? Long.MAX_VALUE : Long.parseLong(value);
    if (number < 1 || number > most) {
      throw new UnusableSettingException(SettingRefusal.OUT_OF_RANGE, key, Integer.toString(most));
    }
    return (int) number;
  }
}
