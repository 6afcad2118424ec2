/** Starts the server: for the run command, and for tests that need a real one. */
@NullMarked
package io.authservice.keycloak.server;

import org.jspecify.annotations.NullMarked;
