/**
 * Which requests are the API's, and what is done to a request before Keycloak sees it. The only
 * room, with {@code http.body}, that knows Quarkus and Vert.x.
 *
 * <p>Its door is {@link io.authservice.keycloak.http.routing.RootRouting}, which the server finds;
 * other rooms read {@link io.authservice.keycloak.http.routing.RoutedRequest}. It knows no account
 * and no token.
 */
@NullMarked
package io.authservice.keycloak.http.routing;

import org.jspecify.annotations.NullMarked;
