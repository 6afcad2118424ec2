/**
 * Django's tables as entities, and the queries on them: accounts, groups, permissions.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.table.JpaAccounts}. It does not know
 * whose database it works on.
 */
@NullMarked
package io.authservice.keycloak.persistence.table;

import org.jspecify.annotations.NullMarked;
