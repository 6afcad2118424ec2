/**
 * What a database's refusals mean, told from their states.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.failure.DatabaseFailures}. It knows no
 * table.
 */
@NullMarked
package io.authservice.keycloak.persistence.failure;

import org.jspecify.annotations.NullMarked;
