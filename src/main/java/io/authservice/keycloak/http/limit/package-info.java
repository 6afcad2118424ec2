/**
 * How often and how much at once: rate limits of all nodes together, and lists being read.
 *
 * <p>Its doors are {@link io.authservice.keycloak.http.limit.Throttles} and {@link
 * io.authservice.keycloak.http.limit.ListReaders}. It knows addresses and numbers of users alone.
 */
@NullMarked
package io.authservice.keycloak.http.limit;

import org.jspecify.annotations.NullMarked;
