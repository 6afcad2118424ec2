/**
 * {@code /auth/me/}: who the bearer is.
 *
 * <p>Its door is {@link io.authservice.keycloak.api.me.MeView}. It writes nothing.
 */
@NullMarked
package io.authservice.keycloak.api.me;

import org.jspecify.annotations.NullMarked;
