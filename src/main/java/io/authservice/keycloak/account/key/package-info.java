/**
 * The ids of users: integers or UUIDs.
 *
 * <p>Its door is {@link io.authservice.keycloak.account.key.UserId}. It knows nobody who has one.
 */
@NullMarked
package io.authservice.keycloak.account.key;

import org.jspecify.annotations.NullMarked;
