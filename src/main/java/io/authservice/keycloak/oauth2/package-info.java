/** django-oauth-toolkit's URLs, served by the realm's own OAuth2 endpoints. */
@NullMarked
package io.authservice.keycloak.oauth2;

import org.jspecify.annotations.NullMarked;
