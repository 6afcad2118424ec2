/**
 * {@code /api/token/}, {@code refresh}, {@code verify} and {@code blacklist}, as SimpleJWT's views.
 *
 * <p>Its doors are the views, made by the composition root. How tokens are made and checked is not
 * its business: it asks the token rooms.
 */
@NullMarked
package io.authservice.keycloak.api.tokens;

import org.jspecify.annotations.NullMarked;
