/**
 * Attributes that a project's user model adds, in records of users and in bodies.
 *
 * <p>Its door is {@link io.authservice.keycloak.api.attribute.ShownAttributes}. It does not know
 * the fields that every user has.
 */
@NullMarked
package io.authservice.keycloak.api.attribute;

import org.jspecify.annotations.NullMarked;
