package io.authservice.keycloak.api.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What refreshing gives when refresh tokens rotate.
 *
 * <p>SimpleJWT puts the access token first here, and second in a {@link TokensRecord}.
 *
 * @param access a signed access token
 * @param refresh a signed refresh token that takes the used one's place
 */
@JsonPropertyOrder({"access", "refresh"})
public record RotatedPair(
    @JsonProperty("access") String access, @JsonProperty("refresh") String refresh) {

  /** Shows no tokens. */
  @Override
  public String toString() {
    return "RotatedPair";
  }
}
