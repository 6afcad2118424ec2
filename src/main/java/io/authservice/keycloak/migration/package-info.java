/**
 * Moves an existing Django service's users, groups, permissions and applications in: sources, the
 * check before anything is written, and the import itself.
 */
@NullMarked
package io.authservice.keycloak.migration;

import org.jspecify.annotations.NullMarked;
