/**
 * What administrators did to users and groups, told from Keycloak's admin events.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.history.History}. It writes no events, and
 * shows of those there are only what is on its lists.
 */
@NullMarked
package io.authservice.keycloak.admin.history;

import org.jspecify.annotations.NullMarked;
