/**
 * Whether the databases answer, looked at beside the requests. The only room that knows
 * MicroProfile Health.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.health.DatabaseHealth}. It knows no user.
 */
@NullMarked
package io.authservice.keycloak.storage.health;

import org.jspecify.annotations.NullMarked;
