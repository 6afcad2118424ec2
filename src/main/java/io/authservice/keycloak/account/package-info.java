/**
 * The domain: an account, the lists and changes of accounts, and the port to where they are kept.
 *
 * <p>Its door is {@link io.authservice.keycloak.account.Accounts}. It knows no server, no database
 * and no wire: plain Java.
 */
@NullMarked
package io.authservice.keycloak.account;

import org.jspecify.annotations.NullMarked;
