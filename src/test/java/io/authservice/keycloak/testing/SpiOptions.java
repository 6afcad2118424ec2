package io.authservice.keycloak.testing;

import java.util.Map;
import java.util.Set;
import org.keycloak.Config;

/**
 * Options of a provider, as {@code kc.sh --spi-…} would set them.
 *
 * @param values by the option's own name
 */
public record SpiOptions(Map<String, String> values) implements Config.Scope {

  public static SpiOptions none() {
    return new SpiOptions(Map.of());
  }

  @Override
  public String get(String key) {
    return values.get(key);
  }

  @Override
  public String get(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  @Override
  public String[] getArray(String key) {
    return values.containsKey(key) ? values.get(key).split(",", -1) : null;
  }

  @Override
  public Integer getInt(String key, Integer otherwise) {
    return values.containsKey(key) ? Integer.valueOf(values.get(key)) : otherwise;
  }

  @Override
  public Long getLong(String key, Long otherwise) {
    return values.containsKey(key) ? Long.valueOf(values.get(key)) : otherwise;
  }

  @Override
  public Boolean getBoolean(String key, Boolean otherwise) {
    return values.containsKey(key) ? Boolean.valueOf(values.get(key)) : otherwise;
  }

  @Override
  public Config.Scope scope(String... names) {
    return none();
  }

  @Override
  @Deprecated
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public Config.Scope root() {
    return none();
  }
}
