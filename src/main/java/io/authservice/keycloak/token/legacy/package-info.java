/**
 * Tokens that the old service signed or kept in its tables, as long as they are taken.
 *
 * <p>Its door is {@link io.authservice.keycloak.token.legacy.OldTokens}; views that know
 * SimpleJWT's alone use {@link io.authservice.keycloak.token.legacy.LegacyTokens}. It goes when the
 * last of them has expired.
 */
@NullMarked
package io.authservice.keycloak.token.legacy;

import org.jspecify.annotations.NullMarked;
