/** Keycloak over an existing Django database. */
@NullMarked
package io.authservice.keycloak.bridge;

import org.jspecify.annotations.NullMarked;
