/**
 * What a project's user model has of its users beyond the fields of the API.
 *
 * <p>Its door is {@link io.authservice.keycloak.account.extra.AccountExtras}. It knows no database
 * and decides nothing.
 */
@NullMarked
package io.authservice.keycloak.account.extra;

import org.jspecify.annotations.NullMarked;
