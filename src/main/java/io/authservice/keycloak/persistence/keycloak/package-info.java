/**
 * Keycloak's own tables, read and written where its interfaces would take a statement for each
 * user. Knows Keycloak's JPA entities and its tables, which are no public API.
 *
 * <p>Its doors are the queries, each a class. It decides nothing about what it writes.
 */
@NullMarked
package io.authservice.keycloak.persistence.keycloak;

import org.jspecify.annotations.NullMarked;
