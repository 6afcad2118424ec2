/**
 * The tables of users in Keycloak's own database: those that Keycloak's Hibernate maps, and those
 * of UUIDs and of realms with a prefix, which one of our own does, over the same connection. Those
 * with a prefix are made here.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.own.OwnTables}, {@link
 * io.authservice.keycloak.persistence.own.OwnMappings} and {@link
 * io.authservice.keycloak.persistence.own.TableMaker}. It does not know which a realm uses. Knows
 * the services of Hibernate and Keycloak's Liquibase, which are no public API.
 */
@NullMarked
package io.authservice.keycloak.persistence.own;

import org.jspecify.annotations.NullMarked;
