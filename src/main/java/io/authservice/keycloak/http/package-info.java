/**
 * What comes in and goes out by HTTP, before and after the views: which paths are the API's.
 *
 * <p>Its door is {@link io.authservice.keycloak.http.ApiPath}. It knows no user and no view.
 */
@NullMarked
package io.authservice.keycloak.http;

import org.jspecify.annotations.NullMarked;
