package io.authservice.keycloak.bench;

/**
 * How fast requests were answered.
 *
 * @param perSecond answers a second, at all connections together
 * @param processorMillis the server's processor time for one answer, its database's not included
 */
record Speed(double perSecond, double processorMillis) {}
