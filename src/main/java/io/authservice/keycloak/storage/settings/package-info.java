/**
 * The settings of the storage component: their names, types, help and checks.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.settings.StorageConfig}. It opens no
 * database.
 */
@NullMarked
package io.authservice.keycloak.storage.settings;

import org.jspecify.annotations.NullMarked;
