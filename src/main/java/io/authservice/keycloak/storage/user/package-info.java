/**
 * The user model that Keycloak works with, over an account.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.user.AccountUsers}. Each change asks the
 * authority room; nothing is written past it.
 */
@NullMarked
package io.authservice.keycloak.storage.user;

import org.jspecify.annotations.NullMarked;
