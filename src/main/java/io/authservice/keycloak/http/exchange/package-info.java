/**
 * One request to the API and the headers of its answer: what was sent, origins of scripts, cookies
 * of browsers.
 *
 * <p>Its doors are {@link io.authservice.keycloak.http.exchange.ApiRequest} and {@link
 * io.authservice.keycloak.http.exchange.Cors}. It knows no account and no view.
 */
@NullMarked
package io.authservice.keycloak.http.exchange;

import org.jspecify.annotations.NullMarked;
