/**
 * What operators see counted and timed, behind one port. The only room that knows Micrometer.
 *
 * <p>Its door is {@link io.authservice.keycloak.metrics.Meters}. It knows nothing of what it
 * counts.
 */
@NullMarked
package io.authservice.keycloak.metrics;

import org.jspecify.annotations.NullMarked;
