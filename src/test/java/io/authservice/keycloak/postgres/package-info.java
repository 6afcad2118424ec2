/** What the whole server does with a PostgreSQL of its own: statements it sends, and outages. */
@NullMarked
package io.authservice.keycloak.postgres;

import org.jspecify.annotations.NullMarked;
