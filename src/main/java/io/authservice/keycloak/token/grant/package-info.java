/**
 * Logins and grants: what is looked at before and after Keycloak's flow says yes.
 *
 * <p>Its doors are {@link io.authservice.keycloak.token.grant.TokenIssuer} and {@link
 * io.authservice.keycloak.token.grant.TokenGuard}. It checks no password itself: the realm's flow
 * does.
 */
@NullMarked
package io.authservice.keycloak.token.grant;

import org.jspecify.annotations.NullMarked;
