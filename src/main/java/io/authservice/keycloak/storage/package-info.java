/** Keycloak's user-storage SPI over the accounts. */
@NullMarked
package io.authservice.keycloak.storage;

import org.jspecify.annotations.NullMarked;
