/**
 * The user storage provider that Keycloak calls: look-ups, searches, passwords, writes.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.provider.AccountStorageProviderFactory}, a
 * provider of Keycloak's. It decides nothing about who may: users ask the authority room.
 */
@NullMarked
package io.authservice.keycloak.storage.provider;

import org.jspecify.annotations.NullMarked;
