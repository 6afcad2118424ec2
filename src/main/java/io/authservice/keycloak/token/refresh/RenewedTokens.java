package io.authservice.keycloak.token.refresh;

import java.util.Optional;

/**
 * What a refresh token was exchanged for.
 *
 * @param access JWS, as in {@link IssuedTokens}
 * @param refresh JWS that takes the used token's place; empty if that one stays in use
 */
public record RenewedTokens(String access, Optional<String> refresh) {

  /** Shows no tokens. */
  @Override
  public String toString() {
    return "RenewedTokens";
  }
}
