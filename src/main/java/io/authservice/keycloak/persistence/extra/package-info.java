/**
 * What a user model has beyond the fields of users, read and written for many of them at once.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.extra.JdbcAccountExtras}. It maps no
 * entities.
 */
@NullMarked
package io.authservice.keycloak.persistence.extra;

import org.jspecify.annotations.NullMarked;
