package io.authservice.keycloak.documentation;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/** A provider's options, which notes what is asked for, and what is taken where nothing is set. */
final class ReadOptions implements Config.Scope {

  private final Map<String, String> set;
  private final SortedMap<String, String> defaults = new TreeMap<>();

  /**
   * Options.
   *
   * @param set those that are set, without which others are not asked for
   */
  ReadOptions(Map<String, String> set) {
    this.set = Map.copyOf(set);
  }

  /** What was asked for by now, with its default as text; empty where there is none. */
  SortedMap<String, String> defaults() {
    return new TreeMap<>(defaults);
  }

  private <T> @Nullable T answer(String key, @Nullable T otherwise) {
    defaults.put(key, Objects.toString(otherwise, ""));
    return otherwise;
  }

  @Override
  public @Nullable String get(String key) {
    return get(key, null);
  }

  @Override
  public @Nullable String get(String key, @Nullable String otherwise) {
    return set.getOrDefault(key, answer(key, otherwise));
  }

  @Override
  public String @Nullable [] getArray(String key) {
    answer(key, null);
    return null;
  }

  @Override
  public @Nullable Integer getInt(String key, @Nullable Integer otherwise) {
    return answer(key, otherwise);
  }

  @Override
  public @Nullable Long getLong(String key, @Nullable Long otherwise) {
    return answer(key, otherwise);
  }

  @Override
  public @Nullable Boolean getBoolean(String key, @Nullable Boolean otherwise) {
    return answer(key, otherwise);
  }

  /** Keycloak's own, of which nothing is noted. */
  @Override
  public Config.Scope scope(String... names) {
    return new ReadOptions(Map.of());
  }

  @Override
  public Config.Scope root() {
    return scope();
  }

  @Override
  @Deprecated
  public Set<String> getPropertyNames() {
    return set.keySet();
  }
}
