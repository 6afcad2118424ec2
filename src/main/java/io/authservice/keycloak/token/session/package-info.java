/**
 * What ends a user's sessions: a new password, a switched-off account, a removal.
 *
 * <p>Its doors are the listeners that Keycloak's events call. It knows no token.
 */
@NullMarked
package io.authservice.keycloak.token.session;

import org.jspecify.annotations.NullMarked;
