/**
 * What a user model has of users beyond the fields, as Keycloak keeps it under a user's id:
 * attributes, and marks of verified e-mails.
 *
 * <p>Its doors are {@link io.authservice.keycloak.migration.extra.ExtraBatch} and {@link
 * io.authservice.keycloak.migration.extra.ExtraCounts}. It begins no transaction and reads no
 * source.
 */
@NullMarked
package io.authservice.keycloak.migration.extra;

import org.jspecify.annotations.NullMarked;
