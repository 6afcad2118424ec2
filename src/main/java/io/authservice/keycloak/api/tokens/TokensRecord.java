package io.authservice.keycloak.api.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What logging in gives.
 *
 * <p>SimpleJWT puts the refresh token first.
 *
 * @param access a signed access token
 * @param refresh a signed refresh token
 */
@JsonPropertyOrder({"refresh", "access"})
public record TokensRecord(
    @JsonProperty("access") String access, @JsonProperty("refresh") String refresh) {

  /** Shows no tokens. */
  @Override
  public String toString() {
    return "TokenPair";
  }
}
