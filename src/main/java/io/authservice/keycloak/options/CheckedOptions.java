package io.authservice.keycloak.options;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * A provider's options, which notes what is asked for, and refuses numbers and flags that are none:
 * Keycloak takes every other word for {@code false}. No message holds a value, for it may be a
 * secret in the wrong place.
 */
public final class CheckedOptions implements Config.Scope {

  private static final Set<String> FLAGS = Set.of("true", "false");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}");

  private final String provider;
  private final Config.Scope options;
  private final Set<String> asked = new TreeSet<>();

  /**
   * Options of a provider.
   *
   * @param spi Keycloak's name of the kind of provider
   * @param id of the provider
   */
  public CheckedOptions(String spi, String id, Config.Scope options) {
    this.provider = "spi-" + spi + "--" + id + "--";
    this.options = options;
  }

  /** What stands before the name of each. */
  String prefix() {
    return provider;
  }

  /** The names that were asked for by now. */
  Set<String> names() {
    return Set.copyOf(asked);
  }

  @Override
  public @Nullable String get(String key) {
    asked.add(key);
    return options.get(key);
  }

  @Override
  public @Nullable String get(String key, @Nullable String otherwise) {
    asked.add(key);
    return options.get(key, otherwise);
  }

  @Override
  public String @Nullable [] getArray(String key) {
    asked.add(key);
    return options.getArray(key);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  @Override
  public @Nullable Integer getInt(String key, @Nullable Integer otherwise) {
    requireNumber(key, Integer.SIZE);
    return options.getInt(key, otherwise);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  @Override
  public @Nullable Long getLong(String key, @Nullable Long otherwise) {
    requireNumber(key, Long.SIZE);
    return options.getLong(key, otherwise);
  }

  private void requireNumber(String key, int size) {
    String text = get(key);
    if (text != null && !text.isBlank() && !isNumber(text.strip(), size)) {
      throw new IllegalArgumentException(
          "--" + provider + key + " must be a whole number, and not too large");
    }
  }

  private static boolean isNumber(String text, int size) {
    return NUMBER.matcher(text).matches() && new BigInteger(text).bitLength() < size;
  }

  /**
   * @throws IllegalArgumentException if it is neither true nor false
   */
  @Override
  public @Nullable Boolean getBoolean(String key, @Nullable Boolean otherwise) {
    String text = get(key);
    if (text != null && !text.isBlank() && !FLAGS.contains(text.strip().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("--" + provider + key + " must be true or false");
    }
    return options.getBoolean(key, otherwise);
  }

  @Override
  public Config.Scope scope(String... names) {
    return options.scope(names);
  }

  @Override
  public Config.Scope root() {
    return options.root();
  }

  @Override
  @Deprecated
  public Set<String> getPropertyNames() {
    return options.getPropertyNames();
  }
}
