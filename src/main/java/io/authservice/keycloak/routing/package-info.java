/** The documented paths at the server root, mapped onto the realm's resources. */
@NullMarked
package io.authservice.keycloak.routing;

import org.jspecify.annotations.NullMarked;
