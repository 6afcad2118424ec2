/**
 * Bodies of requests as values: JSON, forms, uploads, their character sets.
 *
 * <p>Its door is {@link io.authservice.keycloak.wire.body.BodyParser}. Plain Java; it knows no
 * field.
 */
@NullMarked
package io.authservice.keycloak.wire.body;

import org.jspecify.annotations.NullMarked;
