/**
 * What keeps a user's account to itself, as administrators see to it: passwords and what the realm
 * asks of them, second factors, sessions, temporary locks, required actions.
 *
 * <p>Its doors are {@link io.authservice.keycloak.admin.security.SecurityResource}, which leads to
 * all that concerns one user, and {@link
 * io.authservice.keycloak.admin.security.PasswordPolicyResource}. It does not know how a session is
 * ended or a link made.
 */
@NullMarked
package io.authservice.keycloak.admin.security;

import org.jspecify.annotations.NullMarked;
