package io.authservice.keycloak.startup;

import io.authservice.keycloak.authority.Visibility;
import io.authservice.keycloak.http.body.BodyLimits;
import io.authservice.keycloak.token.refresh.TokenSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;

/**
 * The provider's options, read once at start-up.
 *
 * @param tokens how the API's own tokens are issued
 * @param visibility what users without staff status see of others
 * @param registrationOpen whether anyone may create an account over the API
 * @param emailRequired whether a user must have an e-mail
 * @param corsOrigins origins that scripts may call the API from, besides the client's web origins
 * @param corsCredentials whether scripts of clients' web origins may send cookies along
 * @param introspectionSubject whether introspection tells {@code sub}
 * @param maxBodyBytes the largest request body read
 * @param maxJsonDepth the deepest nesting of a JSON body read
 * @param scopesLimitMethods whether a token with the scope {@code read} or {@code write} may only
 *     do what its scopes name
 * @param listParameters whether the user list heeds search, filters, order and pages
 * @param listMaxLimit the most users a page holds
 * @param mePermissions whether {@code /auth/me/} tells permissions and superuser status
 * @param meGroups whether {@code /auth/me/} tells Django groups
 * @param swaggerPage whether the document is also a page to try it out on
 */
record ApiSettings(
    TokenSettings tokens,
    Visibility visibility,
    boolean registrationOpen,
    boolean emailRequired,
    Set<String> corsOrigins,
    boolean corsCredentials,
    boolean introspectionSubject,
    int maxBodyBytes,
    int maxJsonDepth,
    boolean scopesLimitMethods,
    boolean listParameters,
    int listMaxLimit,
    boolean mePermissions,
    boolean meGroups,
    boolean swaggerPage) {

  static ApiSettings of(Config.Scope options) {
    return new ApiSettings(
        TokenSettings.of(options),
        visibility(options.get("user-visibility", "own")),
        options.getBoolean("registration-open", true),
        options.getBoolean("email-required", true),
        list(options.get("cors-origins", "")),
        options.getBoolean("cors-credentials", false),
        options.getBoolean("introspection-subject", false),
        BodyLimits.apiBytes(options),
        options.getInt("max-json-depth", 500),
        options.getBoolean("scopes-limit-methods", true),
        options.getBoolean("list-parameters", false),
        options.getInt("list-max-limit", 1000),
        options.getBoolean("me-permissions", false),
        options.getBoolean("me-groups", false),
        options.getBoolean("swagger-page", false));
  }

  /** The client that issues API tokens, and the audience every API token names. */
  public String clientId() {
    return tokens.clientId();
  }

  private static Visibility visibility(String value) {
    return Arrays.stream(Visibility.values())
        .filter(known -> known.name().equals(value.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("user-visibility must be own or all"));
  }

  private static Set<String> list(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
