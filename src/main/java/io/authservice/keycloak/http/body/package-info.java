/**
 * Takes in bodies of requests as they arrive, with limits on size, time and number. Knows Vert.x's
 * internals.
 *
 * <p>Its door is {@link io.authservice.keycloak.http.body.BodyIntake}. It does not know what a body
 * says.
 */
@NullMarked
package io.authservice.keycloak.http.body;

import org.jspecify.annotations.NullMarked;
