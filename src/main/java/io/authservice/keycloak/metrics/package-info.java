/** What operators see counted and timed, behind one port. The only room that knows Micrometer. */
@NullMarked
package io.authservice.keycloak.metrics;

import org.jspecify.annotations.NullMarked;
