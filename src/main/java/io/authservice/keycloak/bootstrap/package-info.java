/** What the extension does once the server is up: the first superuser. */
@NullMarked
package io.authservice.keycloak.bootstrap;

import org.jspecify.annotations.NullMarked;
