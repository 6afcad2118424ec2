/**
 * Django's groups and permissions, and who was given them.
 *
 * <p>Its doors are {@link io.authservice.keycloak.account.group.AccountGroups} and {@link
 * io.authservice.keycloak.account.group.AccountPermissions}. Plain Java, like the room above it.
 */
@NullMarked
package io.authservice.keycloak.account.group;

import org.jspecify.annotations.NullMarked;
