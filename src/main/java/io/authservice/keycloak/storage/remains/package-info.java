/**
 * What Keycloak keeps under a user's id: bound to the person it was given to, gone with the user.
 *
 * <p>Its doors are {@link io.authservice.keycloak.storage.remains.UserBinding} and {@link
 * io.authservice.keycloak.storage.remains.UserRemains}. It knows no account's columns.
 */
@NullMarked
package io.authservice.keycloak.storage.remains;

import org.jspecify.annotations.NullMarked;
