/**
 * Moves an existing Django service's users, groups, permissions and applications in.
 *
 * <p>Its door is {@link io.authservice.keycloak.migration.Imports}. It knows no HTTP: progress and
 * results are values.
 */
@NullMarked
package io.authservice.keycloak.migration;

import org.jspecify.annotations.NullMarked;
