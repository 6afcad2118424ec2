/**
 * {@code /api/users/}: registration, list, single users, their changes and removal.
 *
 * <p>Its doors are {@link io.authservice.keycloak.api.users.UsersView} and {@link
 * io.authservice.keycloak.api.users.UserView}. It knows no database: it asks the storage for
 * accounts, and the authority room who may.
 */
@NullMarked
package io.authservice.keycloak.api.users;

import org.jspecify.annotations.NullMarked;
