/**
 * What is looked at before an import writes anything.
 *
 * <p>Its doors are the checks that the import runs one after the other. It writes nothing and reads
 * no file.
 */
@NullMarked
package io.authservice.keycloak.migration.check;

import org.jspecify.annotations.NullMarked;
