/**
 * django-oauth-toolkit's addresses below {@code /o/}, each served by the realm's own endpoint.
 *
 * <p>Its door is {@link io.authservice.keycloak.api.oauth2.OAuth2Mount}. It issues and checks no
 * token itself, and knows nothing of how Keycloak does.
 */
@NullMarked
package io.authservice.keycloak.api.oauth2;

import org.jspecify.annotations.NullMarked;
