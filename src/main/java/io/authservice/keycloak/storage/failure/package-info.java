/**
 * A storage that is unavailable or read-only, in the words of Keycloak and in ours.
 *
 * <p>Its door is {@link io.authservice.keycloak.storage.failure.StorageFailures}. It knows no
 * account.
 */
@NullMarked
package io.authservice.keycloak.storage.failure;

import org.jspecify.annotations.NullMarked;
