/**
 * Three Django services on their way to Keycloak and back, with clients logged in all the time. The
 * services are below {@code src/test/django/walks}. Begin with {@link
 * io.authservice.keycloak.migration.walk.WalksIT}.
 */
@NullMarked
package io.authservice.keycloak.migration.walk;

import org.jspecify.annotations.NullMarked;
