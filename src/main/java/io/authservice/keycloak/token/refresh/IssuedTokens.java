package io.authservice.keycloak.token.refresh;

/**
 * An access token and the refresh token that renews it, both signed by the realm's keys.
 *
 * @param access JWS, RFC 9068-like, with SimpleJWT's {@code user_id} and {@code token_type}
 * @param refresh JWS with the same two claims
 */
public record IssuedTokens(String access, String refresh) {}
