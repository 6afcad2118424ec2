package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.view.View;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API's paths below its mount point, each matched whole. */
final class ApiRoutes {

  private static final Pattern USER = Pattern.compile("/api/users/([0-9]+)/");

  private final Map<String, Supplier<View>> fixed;
  private final Function<OptionalLong, View> user;

  ApiRoutes(Map<String, Supplier<View>> fixed, Function<OptionalLong, View> user) {
    this.fixed = Map.copyOf(fixed);
    this.user = user;
  }

  /**
   * The view at a path.
   *
   * @param path with leading and trailing slash
   */
  Optional<View> view(String path) {
    Supplier<View> view = fixed.get(path);
    if (view != null) {
      return Optional.of(view.get());
    }
    Matcher matcher = USER.matcher(path);
    return matcher.matches() ? Optional.of(user.apply(id(matcher.group(1)))) : Optional.empty();
  }

  private static OptionalLong id(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException beyondAnyId) {
      return OptionalLong.empty();
    }
  }
}
