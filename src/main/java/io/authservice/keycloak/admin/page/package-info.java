/**
 * The administrators' page, as files that the server sends.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.page.ConsoleMount}. It knows no account: the
 * page itself calls the Admin API.
 */
@NullMarked
package io.authservice.keycloak.admin.page;

import org.jspecify.annotations.NullMarked;
