/**
 * What users have beside their rows: from the tables of applications for Django to what Keycloak
 * keeps under a user's id.
 *
 * <p>Its doors are {@link io.authservice.keycloak.migration.belonging.BelongingCheck}, {@link
 * io.authservice.keycloak.migration.belonging.BelongingBatch} and {@link
 * io.authservice.keycloak.migration.belonging.BelongingCounts}. It begins no transaction and reads
 * no file.
 */
@NullMarked
package io.authservice.keycloak.migration.belonging;

import org.jspecify.annotations.NullMarked;
