/** What the server's health checks tell of us. The only room that knows MicroProfile Health. */
@NullMarked
package io.authservice.keycloak.health;

import org.jspecify.annotations.NullMarked;
