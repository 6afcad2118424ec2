package io.authservice.keycloak.storage.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.keycloak.component.ComponentModel;

/**
 * Where a component's password goes: to the server of a URL, with the URL's parameters, as a user.
 * It is saved with the settings, by no one but the server. Keycloak changes settings in the realm's
 * cache before it has them checked; until they are, the password goes nowhere.
 */
record PasswordDestination(String url, String user) {

  static final String SETTING = "databaseDestination";

  static PasswordDestination of(ComponentModel component) {
    ComponentSettings text = new ComponentSettings(component);
    return new PasswordDestination(
        text.of(DatabaseConfig.URL, ""), text.of(DatabaseConfig.USER, ""));
  }

  /** Whether it goes nowhere: the users are in Keycloak's own database. */
  boolean isNone() {
    return url.isEmpty();
  }

  /** Notes that the password of these settings is meant for their database. */
  public static void seal(ComponentModel component) {
    PasswordDestination destination = of(component);
    if (destination.isNone()) {
      component.getConfig().remove(SETTING);
    } else {
      component.getConfig().putSingle(SETTING, destination.digest());
    }
  }

  /** A digest of all of it. */
  String digest() {
    try {
      byte[] text = (url + "\n" + user).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
