package io.authservice.keycloak.startup;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.http.ApiPath;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The API's paths below its mount point, each matched whole. */
final class ApiRoutes {

  private static final Pattern USER = ApiPath.USER.pattern();

  private final Map<String, Supplier<View>> fixed;
  private final Function<Optional<UserId>, View> user;

  ApiRoutes(Map<ApiPath, Supplier<View>> fixed, Function<Optional<UserId>, View> user) {
    this.fixed =
        fixed.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(path -> path.getKey().text(), Map.Entry::getValue));
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
    return matcher.matches()
        ? Optional.of(user.apply(UserId.read(matcher.group(1))))
        : Optional.empty();
  }
}
