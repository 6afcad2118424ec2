/**
 * Errors in the words of Django REST framework and SimpleJWT.
 *
 * <p>Its door is {@link io.authservice.keycloak.wire.error.ApiException}. Plain Java; it knows no
 * status of the server.
 */
@NullMarked
package io.authservice.keycloak.wire.error;

import org.jspecify.annotations.NullMarked;
