/** Obtaining and refreshing tokens: the one door to Keycloak's token internals. */
@NullMarked
package io.authservice.keycloak.token;

import org.jspecify.annotations.NullMarked;
