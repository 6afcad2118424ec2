/**
 * The guard before Keycloak's Admin API: the closed list of calls for who does not administer the
 * realm.
 *
 * <p>Its door is {@link io.authservice.keycloak.authority.adminapi.AdminApiGuard}. What a call
 * writes is not its business; whether it may is.
 */
@NullMarked
package io.authservice.keycloak.authority.adminapi;

import org.jspecify.annotations.NullMarked;
