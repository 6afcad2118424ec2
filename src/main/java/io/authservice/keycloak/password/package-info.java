/**
 * Django's passwords: checks, encodings, which are outdated, and how many at once.
 *
 * <p>Its doors are {@link io.authservice.keycloak.password.DjangoPasswords} and {@link
 * io.authservice.keycloak.password.ServerPasswords}. Plain Java: it knows no server.
 */
@NullMarked
package io.authservice.keycloak.password;

import org.jspecify.annotations.NullMarked;
