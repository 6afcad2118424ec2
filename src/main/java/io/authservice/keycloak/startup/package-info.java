/**
 * The composition root: reads the server's options, and makes the API and the first superuser.
 *
 * <p>Its door is {@link io.authservice.keycloak.startup.ApiProviderFactory}, a provider of
 * Keycloak's. No room knows it.
 */
@NullMarked
package io.authservice.keycloak.startup;

import org.jspecify.annotations.NullMarked;
