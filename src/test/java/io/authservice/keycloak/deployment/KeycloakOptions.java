package io.authservice.keycloak.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.keycloak.config.Option;

/**
 * The options that Keycloak itself has, as its own classes declare them.
 *
 * @param builtIn by name, whether it is fixed when the server is built
 */
record KeycloakOptions(Map<String, Boolean> builtIn) {

  private static final String VARIABLE = "KC_";

  static KeycloakOptions read() {
    Map<String, Boolean> options = new HashMap<>();
    try (JarFile jar = new JarFile(library().toFile())) {
      jar.stream()
          .map(entry -> entry.getName().replace('/', '.').replaceFirst("\\.class$", ""))
          .filter(name -> name.matches("org\\.keycloak\\.config\\.\\w+Options"))
          .forEach(name -> addAll(name, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KeycloakOptions(Map.copyOf(options));
  }

  /** By the variable of the environment that stands for each. */
  Map<String, Boolean> variables() {
    return builtIn.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                option -> VARIABLE + option.getKey().replace('-', '_').toUpperCase(Locale.ROOT),
                Map.Entry::getValue));
  }

  private static Path library() {
    try {
      return Path.of(Option.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addAll(String type, Map<String, Boolean> options) {
    try {
      for (Field field : Class.forName(type).getDeclaredFields()) {
        if (Option.class.isAssignableFrom(field.getType())
            && Modifier.isStatic(field.getModifiers())
            && Modifier.isPublic(field.getModifiers())) {
          Option<?> option = (Option<?>) Objects.requireNonNull(field.get(null));
          options.put(option.getKey(), option.isBuildTime());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type, e);
    }
  }
}
