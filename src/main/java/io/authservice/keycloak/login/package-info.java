/**
 * What Keycloak's login pages and mails need and a theme cannot know: who consents, and which
 * accounts have an address.
 *
 * <p>Its doors are {@link io.authservice.keycloak.login.AccountPagesFactory} and {@link
 * io.authservice.keycloak.login.ForgottenUsernameFactory}, providers of Keycloak's that stand in
 * for its own. It lets nobody in: the realm's flows do.
 */
@NullMarked
package io.authservice.keycloak.login;

import org.jspecify.annotations.NullMarked;
