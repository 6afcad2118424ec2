/**
 * Users by the many: the filters of the administrators' list, its export, counts, and one action on
 * each of many.
 *
 * <p>Its doors are {@link io.authservice.keycloak.admin.bulk.UserFilters}, {@link
 * io.authservice.keycloak.admin.bulk.UserExport}, {@link
 * io.authservice.keycloak.admin.bulk.UserSummary} and {@link
 * io.authservice.keycloak.admin.bulk.BulkActions}. What may be done to whom is not said here.
 */
@NullMarked
package io.authservice.keycloak.admin.bulk;

import org.jspecify.annotations.NullMarked;
