/**
 * The guard before Keycloak's Admin API: the closed list of calls for who does not administer the
 * realm.
 *
 * <p>Its doors are {@link io.authservice.keycloak.authority.adminapi.AdminApiGuard} and, for who
 * tells calls apart, {@link io.authservice.keycloak.authority.adminapi.AdminCalls}. What a call
 * writes is not its business; whether it may is.
 */
@NullMarked
package io.authservice.keycloak.authority.adminapi;

import org.jspecify.annotations.NullMarked;
