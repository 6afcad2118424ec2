/**
 * Django databases of others: their pools, tables, outages. Knows internals of Hibernate and
 * Agroal.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.bridge.OpenBridges}. It knows no
 * component of Keycloak's: settings are values.
 */
@NullMarked
package io.authservice.keycloak.persistence.bridge;

import org.jspecify.annotations.NullMarked;
