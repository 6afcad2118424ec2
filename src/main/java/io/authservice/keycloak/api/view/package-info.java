/**
 * What all views of the API have in common: dispatch, authentication, permissions, rendering,
 * errors.
 *
 * <p>Its door is {@link io.authservice.keycloak.api.view.ViewDispatcher}. It knows no single view.
 */
@NullMarked
package io.authservice.keycloak.api.view;

import org.jspecify.annotations.NullMarked;
