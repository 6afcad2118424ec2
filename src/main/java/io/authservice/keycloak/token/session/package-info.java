/**
 * A user's sessions and what ends them: a new password, a switched-off account, a removal. Beside
 * them what keeps a user from logging in for a while, and the link to a new password.
 *
 * <p>Its doors are the listeners that Keycloak's events call, and for administrators {@link
 * io.authservice.keycloak.token.session.UserSessions}, {@link
 * io.authservice.keycloak.token.session.LoginLocks} and {@link
 * io.authservice.keycloak.token.session.PasswordLink}. It knows no token of the API's.
 */
@NullMarked
package io.authservice.keycloak.token.session;

import org.jspecify.annotations.NullMarked;
