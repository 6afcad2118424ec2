/** OAuth2 and OpenID Connect client libraries of others, against a running server. */
@NullMarked
package io.authservice.keycloak.clients;

import org.jspecify.annotations.NullMarked;
