/**
 * What a database's refusals mean, told from their states.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.failure.DatabaseFailures} and {@link
 * io.authservice.keycloak.persistence.failure.TableReader}. It knows no table.
 */
@NullMarked
package io.authservice.keycloak.persistence.failure;

import org.jspecify.annotations.NullMarked;
