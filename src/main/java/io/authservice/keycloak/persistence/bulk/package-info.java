/**
 * Rows moved by the thousand, past Hibernate's entities.
 *
 * <p>Its doors are {@link io.authservice.keycloak.persistence.bulk.JdbcRowImport}, {@link
 * io.authservice.keycloak.persistence.bulk.JpaRowExport}, {@link
 * io.authservice.keycloak.persistence.bulk.JdbcBatches} and {@link
 * io.authservice.keycloak.persistence.bulk.ManyRows}. It checks nothing: what it is given was
 * checked.
 */
@NullMarked
package io.authservice.keycloak.persistence.bulk;

import org.jspecify.annotations.NullMarked;
