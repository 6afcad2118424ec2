/**
 * What a realm needs so that it can serve the API, as the realm template has it, and what it lacks.
 *
 * <p>Its doors are {@link io.authservice.keycloak.setup.SetupGate}, which is asked before a request
 * is answered, and {@link io.authservice.keycloak.setup.RealmSetup}. It knows no views and no
 * tokens.
 */
@NullMarked
package io.authservice.keycloak.setup;

import org.jspecify.annotations.NullMarked;
