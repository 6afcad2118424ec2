/**
 * The OpenAPI document.
 *
 * <p>Its door is {@link io.authservice.keycloak.api.schema.ApiDocument}. It knows the views by
 * their paths alone.
 */
@NullMarked
package io.authservice.keycloak.api.schema;

import org.jspecify.annotations.NullMarked;
