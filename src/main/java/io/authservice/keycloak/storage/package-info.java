/**
 * Users of Keycloak's over accounts: what other rooms ask of a realm's users.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.RealmAccounts}; the user storage itself is
 * in {@code provider}. It knows no SQL and no HTTP.
 */
@NullMarked
package io.authservice.keycloak.storage;

import org.jspecify.annotations.NullMarked;
