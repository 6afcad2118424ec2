/**
 * Tokens that the old service signed, as long as they are taken.
 *
 * <p>Its door is {@link io.authservice.keycloak.token.legacy.LegacyTokens}. It goes when the last
 * of them has expired: nothing but the views know it.
 */
@NullMarked
package io.authservice.keycloak.token.legacy;

import org.jspecify.annotations.NullMarked;
