/**
 * Users of an import beside those that are there: what is added, overwritten and left alone.
 *
 * <p>Its doors are {@link io.authservice.keycloak.migration.user.UserBatches} and {@link
 * io.authservice.keycloak.migration.user.UserBatch}. It begins no transaction and reads no source.
 */
@NullMarked
package io.authservice.keycloak.migration.user;

import org.jspecify.annotations.NullMarked;
