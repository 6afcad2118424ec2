/**
 * Where the server's own database comes from, with its schema, and the log of imports.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.OwnDatabase}. Only this room and those
 * in it know SQL and JPA; it knows no HTTP, no token and no realm's settings.
 */
@NullMarked
package io.authservice.keycloak.persistence;

import org.jspecify.annotations.NullMarked;
