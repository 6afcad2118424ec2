/**
 * JSON as Python writes it.
 *
 * <p>Its door is {@link io.authservice.keycloak.wire.json.JsonWriter}. Plain Java; it knows no
 * record.
 */
@NullMarked
package io.authservice.keycloak.wire.json;

import org.jspecify.annotations.NullMarked;
