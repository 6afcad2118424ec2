/**
 * Where an import reads from: a dump, or the database that a bridge is on.
 *
 * <p>Its door is {@link io.authservice.keycloak.migration.source.MigrationSource}. It knows no
 * Keycloak, and nothing of what becomes of its rows.
 */
@NullMarked
package io.authservice.keycloak.migration.source;

import org.jspecify.annotations.NullMarked;
