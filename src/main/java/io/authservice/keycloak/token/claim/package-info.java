/**
 * Claims of our own in Keycloak's tokens.
 *
 * <p>Its doors are the protocol mappers, providers of Keycloak's. It writes nothing.
 */
@NullMarked
package io.authservice.keycloak.token.claim;

import org.jspecify.annotations.NullMarked;
