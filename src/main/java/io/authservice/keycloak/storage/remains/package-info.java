/**
 * What Keycloak keeps under a user's id: bound to the person it was given to, gone with the user.
 *
 * <p>Its doors are {@link io.authservice.keycloak.storage.remains.UserBinding} and {@link
 * io.authservice.keycloak.storage.remains.UserRemains}, and {@link
 * io.authservice.keycloak.storage.remains.LinkListener} hears of links. It knows no account's
 * columns.
 */
@NullMarked
package io.authservice.keycloak.storage.remains;

import org.jspecify.annotations.NullMarked;
