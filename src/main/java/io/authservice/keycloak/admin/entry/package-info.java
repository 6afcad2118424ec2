/**
 * The way in for people: the server's root, Django's old admin addresses, and what {@code /api/}
 * and {@code /o/} say to a browser.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.entry.EntryMount}. It knows no account and no
 * token: whoever comes is led to a page that asks.
 */
@NullMarked
package io.authservice.keycloak.admin.entry;

import org.jspecify.annotations.NullMarked;
