/**
 * The Django-shaped tables: entities, queries, changelogs and where the EntityManager comes from.
 */
@NullMarked
package io.authservice.keycloak.persistence;

import org.jspecify.annotations.NullMarked;
