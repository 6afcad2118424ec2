/**
 * Whole rows of Django's tables, as imports and detaching move them.
 *
 * <p>Its doors are {@link io.authservice.keycloak.account.row.RowImport} and {@link
 * io.authservice.keycloak.account.row.RowExport}. Plain Java; it decides nothing about what the
 * rows mean.
 */
@NullMarked
package io.authservice.keycloak.account.row;

import org.jspecify.annotations.NullMarked;
