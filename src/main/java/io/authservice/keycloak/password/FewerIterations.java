package io.authservice.keycloak.password;

/**
 * PBKDF2 iterations of a stored password, and of a new one.
 *
 * @param stored fewer than {@code wanted}
 */
public record FewerIterations(int stored, int wanted) {}
