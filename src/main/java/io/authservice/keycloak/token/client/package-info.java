/**
 * OAuth2 clients: who they are, how they prove it, secrets that Django hashed, origins of their
 * scripts.
 *
 * <p>Its doors are {@link io.authservice.keycloak.token.client.ClientFinder} and {@link
 * io.authservice.keycloak.token.client.ClientCredentials}. It issues no token.
 */
@NullMarked
package io.authservice.keycloak.token.client;

import org.jspecify.annotations.NullMarked;
