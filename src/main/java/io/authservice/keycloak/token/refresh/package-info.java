/**
 * Refresh tokens: exchange, rotation, the blacklist.
 *
 * <p>Its doors are {@link io.authservice.keycloak.token.refresh.SimpleJwtRefreshTokens} and {@link
 * io.authservice.keycloak.token.refresh.RefreshTokenBlacklist}. It knows no view.
 */
@NullMarked
package io.authservice.keycloak.token.refresh;

import org.jspecify.annotations.NullMarked;
