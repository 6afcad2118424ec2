/**
 * Indexes that searches among users need: made in Keycloak's own database beside the server's work,
 * and looked for in Django's, which are never altered. PostgreSQL alone.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.index.SearchIndexes} and {@link
 * io.authservice.keycloak.persistence.index.MissingIndexes}. It reads no user.
 */
@NullMarked
package io.authservice.keycloak.persistence.index;

import org.jspecify.annotations.NullMarked;
