/**
 * Accounts, passwords and addresses that users see to themselves, in the shapes of dj-rest-auth and
 * djoser: made, changed and removed by their users, reset and verified by a mail.
 *
 * <p>Its doors are the views, made by the composition root where an operator switched the calls on.
 * It checks no password and makes no token: it asks the rooms that do.
 */
@NullMarked
package io.authservice.keycloak.api.selfservice;

import org.jspecify.annotations.NullMarked;
