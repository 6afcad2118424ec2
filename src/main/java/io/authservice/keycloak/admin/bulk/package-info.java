/**
 * Users by the many: the filters of the administrators' list.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.bulk.UserFilters}.
 */
@NullMarked
package io.authservice.keycloak.admin.bulk;

import org.jspecify.annotations.NullMarked;
