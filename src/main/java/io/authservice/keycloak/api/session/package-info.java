/**
 * dj-rest-auth's login, refresh, logout and user.
 *
 * <p>Its doors are the views, made by the composition root where an operator switched the calls on.
 * It is another face of the token views and of the user's: it decides nothing that they decide.
 */
@NullMarked
package io.authservice.keycloak.api.session;

import org.jspecify.annotations.NullMarked;
