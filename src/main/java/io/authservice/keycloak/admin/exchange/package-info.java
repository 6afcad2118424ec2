/**
 * One call to our part of the Admin API: its parameters, body and answer, who may make it, and the
 * admin event of what it did.
 *
 * <p>Its doors are {@link io.authservice.keycloak.admin.exchange.AdminRequest}, {@link
 * io.authservice.keycloak.admin.exchange.AdminAccess} and {@link
 * io.authservice.keycloak.admin.exchange.AdminEvents}. It knows no call in particular.
 */
@NullMarked
package io.authservice.keycloak.admin.exchange;

import org.jspecify.annotations.NullMarked;
