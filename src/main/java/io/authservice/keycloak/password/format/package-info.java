/**
 * Each of Django's password formats, and what they cost.
 *
 * <p>Its door is {@link io.authservice.keycloak.password.format.Algorithm}; a new format is a class
 * here and a constant there. Plain Java, and no setting of the server.
 */
@NullMarked
package io.authservice.keycloak.password.format;

import org.jspecify.annotations.NullMarked;
