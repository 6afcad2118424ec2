package io.authservice.keycloak.api.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What refreshing gives.
 *
 * @param access a signed access token
 */
public record AccessOnly(@JsonProperty("access") String access) {

  /** Shows no token. */
  @Override
  public String toString() {
    return "AccessOnly";
  }
}
