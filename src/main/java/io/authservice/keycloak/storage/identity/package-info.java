/**
 * How an account shows as a user: ids, attributes, the mark of a verified e-mail, names to log in
 * by.
 *
 * <p>Its doors are {@link io.authservice.keycloak.storage.identity.KeycloakUserIds} and {@link
 * io.authservice.keycloak.storage.identity.UserAttributes}. It reads and writes no account itself.
 */
@NullMarked
package io.authservice.keycloak.storage.identity;

import org.jspecify.annotations.NullMarked;
