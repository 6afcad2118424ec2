/**
 * Who acts, with what authority, on whom: the one answer for every door. The API, the Admin API,
 * the account API, the pages of a login, imports and what the server does at its start all ask
 * here; nothing is allowed that is not said here.
 *
 * <p>Its doors are {@link io.authservice.keycloak.authority.Authority} and {@link
 * io.authservice.keycloak.authority.AccessPolicy}. It knows no storage and no database.
 */
@NullMarked
package io.authservice.keycloak.authority;

import org.jspecify.annotations.NullMarked;
