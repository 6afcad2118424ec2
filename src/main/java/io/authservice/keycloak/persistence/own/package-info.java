/**
 * The tables of users in Keycloak's own database: those of integers, which Keycloak's Hibernate
 * maps, and those of UUIDs, which one of our own does, over the same connection.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.own.OwnTables} and {@link
 * io.authservice.keycloak.persistence.own.UuidTables}. It does not know which a realm uses. Knows
 * the services of Hibernate, which are no public API.
 */
@NullMarked
package io.authservice.keycloak.persistence.own;

import org.jspecify.annotations.NullMarked;
