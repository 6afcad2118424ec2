/**
 * Keycloak's own tables, read where its interfaces would take a statement for each user. Knows
 * Keycloak's JPA entities, which are no public API.
 *
 * <p>Its doors are the queries, each a class. It writes nothing but what an account's id was.
 */
@NullMarked
package io.authservice.keycloak.persistence.keycloak;

import org.jspecify.annotations.NullMarked;
