/** The REST resources: authentication, access policy, one error translator, events. */
@NullMarked
package io.authservice.keycloak.rest;

import org.jspecify.annotations.NullMarked;
