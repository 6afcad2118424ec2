/**
 * What of a request or an import is told to tracing, behind one port. The only room that knows
 * OpenTelemetry.
 *
 * <p>Its door is {@link io.authservice.keycloak.tracing.Traces}. It knows nothing of what it
 * traces.
 */
@NullMarked
package io.authservice.keycloak.tracing;

import org.jspecify.annotations.NullMarked;
