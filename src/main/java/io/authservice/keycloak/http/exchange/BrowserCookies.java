package io.authservice.keycloak.http.exchange;

import io.authservice.keycloak.http.ClientCalls;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.Config;

/**
 * The cookies in which browsers keep tokens where an operator wants it: out of reach of scripts,
 * for encrypted connections alone (RFC 6265).
 *
 * @param access name of the access token's
 * @param refresh name of the refresh token's, if it has one
 * @param refreshPath below which the refresh token is sent
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}
 */
public record BrowserCookies(
    String access, Optional<String> refresh, String refreshPath, String sameSite) {

  /** Django's name of the one that scripts read and send back. */
  public static final String CSRF = "csrftoken";

  /** In which scripts send its value back. */
  public static final String CSRF_HEADER = "X-CSRFToken";

  private static final String NAME = "jwt-auth-cookie";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./-]*");
  private static final Set<String> SAME_SITE = Set.of("Lax", "Strict", "None");

  /**
   * Reads the options; empty if tokens are in no cookies.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  public static Optional<BrowserCookies> of(Config.Scope options) {
    String access = options.get(NAME, "");
    String refresh = options.get("jwt-auth-refresh-cookie", "");
    String refreshPath = options.get("jwt-auth-refresh-cookie-path", "/");
    String sameSite = options.get("jwt-auth-samesite", "Lax");
    if (access.isEmpty()) {
      if (!refresh.isEmpty() || !refreshPath.equals("/") || !sameSite.equals("Lax")) {
        throw new IllegalArgumentException("jwt-auth-… means nothing without " + NAME);
      }
      return Optional.empty();
    }
    require(ClientCalls.of(options).contains(ClientCalls.DJ_REST_AUTH), "client-calls");
    require(isName(access), NAME);
    require(
        refresh.isEmpty() || (isName(refresh) && !refresh.equals(access)),
        "jwt-auth-refresh-cookie");
    require(PATH.matcher(refreshPath).matches(), "jwt-auth-refresh-cookie-path");
    require(SAME_SITE.contains(sameSite), "jwt-auth-samesite");
    return Optional.of(
        new BrowserCookies(
            access, Optional.of(refresh).filter(name -> !name.isEmpty()), refreshPath, sameSite));
  }

  private static boolean isName(String text) {
    return TOKEN.matcher(text).matches() && !text.equals(CSRF);
  }

  private static void require(boolean usable, String option) {
    if (!usable) {
      throw new IllegalArgumentException(
          NAME + ": the option " + option + " does not go with it, or cannot be used");
    }
  }

  /** Sets the access token's for so many seconds. */
  public String ofAccess(String token, long seconds) {
    return cookie(access, token, "/", seconds) + "; HttpOnly";
  }

  /** Sets the refresh token's; empty if it has none. */
  public Optional<String> ofRefresh(String token, long seconds) {
    return refresh.map(name -> cookie(name, token, refreshPath, seconds) + "; HttpOnly");
  }

  /** Sets the one that scripts read. */
  public String ofCsrf(String token, long seconds) {
    return cookie(CSRF, token, "/", seconds);
  }

  private String cookie(String name, String value, String path, long seconds) {
    return String.format(
        Locale.ROOT,
        "%s=%s; Path=%s; Max-Age=%d; Secure; SameSite=%s",
        name,
        value,
        path,
        Math.max(0, seconds),
        sameSite);
  }
}
