/**
 * Tokens that the old service kept in its tables, of which nothing can be read but where they are
 * looked up.
 *
 * <p>Its door is {@link io.authservice.keycloak.account.issued.IssuedTokens}. It knows no database
 * and decides nothing.
 */
@NullMarked
package io.authservice.keycloak.account.issued;

import org.jspecify.annotations.NullMarked;
