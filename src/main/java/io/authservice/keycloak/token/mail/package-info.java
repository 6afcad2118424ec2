/**
 * Mails that prove who has an address: the tokens in them, the links that carry these, and the
 * queue of what is to be sent.
 *
 * <p>Its doors are {@link io.authservice.keycloak.token.mail.AccountMails} and {@link
 * io.authservice.keycloak.token.mail.MailedTokens}. It changes no user and knows no call of the
 * API.
 */
@NullMarked
package io.authservice.keycloak.token.mail;

import org.jspecify.annotations.NullMarked;
