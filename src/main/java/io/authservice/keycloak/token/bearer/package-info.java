/**
 * Checks the token that a request to the API came with: signature, session, user, audience, scopes,
 * binding.
 *
 * <p>Its door is {@link io.authservice.keycloak.token.bearer.BearerTokens}. It issues nothing.
 */
@NullMarked
package io.authservice.keycloak.token.bearer;

import org.jspecify.annotations.NullMarked;
