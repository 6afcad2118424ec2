/**
 * Tables of tokens that the old service issued: Django's own, and the one in Keycloak's database
 * that an import fills.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.issued.DjangoIssuedTokens} and {@link
 * io.authservice.keycloak.persistence.issued.MovedTokens}. It does not know who may use a token.
 */
@NullMarked
package io.authservice.keycloak.persistence.issued;

import org.jspecify.annotations.NullMarked;
