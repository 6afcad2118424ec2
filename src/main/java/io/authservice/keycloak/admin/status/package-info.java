/**
 * How the extension fares on this server and in one realm, for whoever runs it, and what makes the
 * realm fit.
 *
 * <p>Its doors are {@link io.authservice.keycloak.admin.status.ServerStatus} and {@link
 * io.authservice.keycloak.admin.status.SetupCall}. It knows no user.
 */
@NullMarked
package io.authservice.keycloak.admin.status;

import org.jspecify.annotations.NullMarked;
