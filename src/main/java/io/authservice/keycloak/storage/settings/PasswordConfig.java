package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The storage component's settings about passwords. */
final class PasswordConfig {

  private static final String FORMAT = "passwordFormat";
  private static final String ITERATIONS = "passwordIterations";
  private static final String CONVERT_STRONGER = "convertStrongerPasswords";
  private static final String REFUSED = "refusedPasswordFormats";

  private static final CostLimits LIMITS = CostLimits.defaults();

  private static final String PBKDF2_SHA256 = "pbkdf2_sha256";
  private static final String ARGON2 = "argon2";

  private final ComponentModel component;
  private final ComponentSettings text;

  private PasswordConfig(ComponentModel component) {
    this.component = component;
    this.text = new ComponentSettings(component);
  }

  /**
   * Reads the settings; an absent value means the server's default.
   *
   * @throws IllegalArgumentException if a value is not usable; the message names it
   */
  static PasswordSettings of(
      ComponentModel component, PasswordPolicy policy, PasswordDefaults defaults) {
    PasswordConfig config = new PasswordConfig(component);
    return new PasswordSettings(
        config.encoding(policy, defaults), config.convertsStronger(), config.refused(), LIMITS);
  }

  private Encoding encoding(PasswordPolicy policy, PasswordDefaults defaults) {
    Encoding pbkdf2 =
        new Encoding.Pbkdf2Sha256(
            text.number(ITERATIONS, defaults.pbkdf2().iterations(), LIMITS.pbkdf2Iterations()));
    String format = text.of(FORMAT, PBKDF2_SHA256);
    return switch (format) {
      case PBKDF2_SHA256 -> pbkdf2;
      case ARGON2 -> defaults.argon2(policy.getHashAlgorithm(), policy.getHashIterations());
      default ->
          throw new UnusableSettingException(
              SettingRefusal.NOT_A_FORMAT, FORMAT, PBKDF2_SHA256, ARGON2, format);
    };
  }

  private boolean convertsStronger() {
    String value = text.of(CONVERT_STRONGER, "false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UnusableSettingException(SettingRefusal.NOT_A_FLAG, CONVERT_STRONGER, value);
    };
  }

  /** One value for each format, as the console stores them, or all in one with commas. */
  private Set<String> refused() {
    List<String> values = component.getConfig().getOrDefault(REFUSED, List.of());
    Set<String> formats =
        values.stream()
            .filter(Objects::nonNull)
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .filter(format -> !format.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    String preferred = text.of(FORMAT, PBKDF2_SHA256);
    if (formats.contains(preferred)) {
      throw new UnusableSettingException(SettingRefusal.FORMAT_IN_USE, preferred);
    }
    return formats;
  }

  /** What the component's settings page shows about passwords. */
  static List<ProviderConfigProperty> properties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(FORMAT)
        .label("authServicePasswordFormat")
        .helpText("authServicePasswordFormatHelp")
        .type(ProviderConfigProperty.LIST_TYPE)
        .options(PBKDF2_SHA256, ARGON2)
        .defaultValue(PBKDF2_SHA256)
        .add()
        .property()
        .name(ITERATIONS)
        .label("authServicePasswordIterations")
        .helpText("authServicePasswordIterationsHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(CONVERT_STRONGER)
        .label("authServiceConvertStronger")
        .helpText("authServiceConvertStrongerHelp")
        .type(ProviderConfigProperty.BOOLEAN_TYPE)
        .defaultValue(false)
        .add()
        .property()
        .name(REFUSED)
        .label("authServiceRefusedFormats")
        .helpText("authServiceRefusedFormatsHelp")
        .type(ProviderConfigProperty.MULTIVALUED_LIST_TYPE)
        .options(List.copyOf(PasswordSettings.knownAlgorithms()))
        .add()
        .build();
  }
}
