package io.authservice.keycloak.rest;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What the scopes of an access token leave its bearer of what it may do: with {@code read} the safe
 * methods, with {@code write} all others (django-oauth-toolkit's {@code TokenHasReadWriteScope}). A
 * token that has neither scope was not given out under this rule, and is not limited by it.
 */
record TokenScopes(Set<String> names) {

  private static final String READ = "read";
  private static final String WRITE = "write";

  /** RFC 9110 section 9.2.1, as far as the API knows them. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /**
   * Reads a {@code scope} claim.
   *
   * @param claim names separated by spaces (RFC 6749 section 3.3); may be empty
   */
  static TokenScopes of(String claim) {
    return new TokenScopes(Set.copyOf(Arrays.asList(claim.split(" ", -1))));
  }

  static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** The scope that the token would need for a method; empty if it may use it. */
  Optional<String> missingFor(String method) {
    boolean limited = names.contains(READ) || names.contains(WRITE);
    String needed = isSafe(method) ? READ : WRITE;
    return limited && !names.contains(needed) ? Optional.of(needed) : Optional.empty();
  }
}
