/**
 * Looks at the tables of a database that is to be bridged: which holds the users, which column is
 * which field, what the first rows are then.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.proposal.DatabaseLook}. It changes
 * nothing and shows no secret.
 */
@NullMarked
package io.authservice.keycloak.persistence.proposal;

import org.jspecify.annotations.NullMarked;
