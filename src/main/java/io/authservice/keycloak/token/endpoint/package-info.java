/**
 * Keycloak's own token, revocation, introspection and authorization endpoints, called from within
 * the server. Knows Keycloak's internals, which are no public API.
 *
 * <p>Its doors are {@link io.authservice.keycloak.token.endpoint.KeycloakEndpoints} and {@link
 * io.authservice.keycloak.token.endpoint.RetryingTokenEndpoint}. It knows nothing of the old
 * service's formats.
 */
@NullMarked
package io.authservice.keycloak.token.endpoint;

import org.jspecify.annotations.NullMarked;
