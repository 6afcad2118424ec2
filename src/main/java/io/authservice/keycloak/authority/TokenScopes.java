package io.authservice.keycloak.authority;

import java.util.Optional;
import java.util.Set;

/**
 * What the scopes of an access token leave its bearer of what it may do: with {@code read} the safe
 * methods, with {@code write} all others (django-oauth-toolkit's {@code TokenHasReadWriteScope}).
 *
 * @param left those that the token may use; empty if scopes do not limit it
 */
public record TokenScopes(Optional<Set<String>> left) {

  private static final String READ = "read";
  private static final String WRITE = "write";

  /** RFC 9110 section 9.2.1, as far as the API knows them. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** The scope that the token would need for a method; empty if it may use it. */
  public Optional<String> missingFor(String method) {
    String needed = isSafe(method) ? READ : WRITE;
    return left.filter(names -> !names.contains(needed)).map(limited -> needed);
  }
}
