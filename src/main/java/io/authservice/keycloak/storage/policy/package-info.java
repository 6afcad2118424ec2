/**
 * Django's password validators as policies of a realm.
 *
 * <p>Its doors are the four factories, which Keycloak finds by their names, and {@link
 * io.authservice.keycloak.storage.policy.DjangoValidator}. It knows no stored password.
 */
@NullMarked
package io.authservice.keycloak.storage.policy;

import org.jspecify.annotations.NullMarked;
