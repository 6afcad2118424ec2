/**
 * What the rooms about tokens share: the API's client, settings, refusals.
 *
 * <p>Its doors are its rooms. It knows no HTTP of the API's and no database.
 */
@NullMarked
package io.authservice.keycloak.token;

import org.jspecify.annotations.NullMarked;
