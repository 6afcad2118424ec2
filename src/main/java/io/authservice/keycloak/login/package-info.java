/**
 * What Keycloak's login pages, account console and mails need and a theme cannot know: who
 * consents, who administers, what passwords need, and which accounts have an address.
 *
 * <p>Its doors are {@link io.authservice.keycloak.login.AccountPagesFactory}, {@link
 * io.authservice.keycloak.login.ForgottenUsernameFactory} and {@link
 * io.authservice.keycloak.login.AccountConsoleForUsersFactory}, providers of Keycloak's that stand
 * in for its own. It lets nobody in: the realm's flows do.
 */
@NullMarked
package io.authservice.keycloak.login;

import org.jspecify.annotations.NullMarked;
