/**
 * How the extension fares on this server and in one realm, for whoever runs it.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.status.ServerStatus}. It changes nothing, and
 * knows no user.
 */
@NullMarked
package io.authservice.keycloak.admin.status;

import org.jspecify.annotations.NullMarked;
