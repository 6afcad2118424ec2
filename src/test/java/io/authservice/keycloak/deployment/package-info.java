/** The files by which a server is run, watched and released. */
@NullMarked
package io.authservice.keycloak.deployment;

import org.jspecify.annotations.NullMarked;
