package io.authservice.keycloak.account.issued;

/**
 * A token on its way from one table to another.
 *
 * @param place orders the rows of a kind in their table
 * @param digest the {@link TokenDigest} of its text
 */
public record IssuedTokenRow(String place, String digest, IssuedToken token) {}
