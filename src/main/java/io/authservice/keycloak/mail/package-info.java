/**
 * How many mails go to an address, whoever makes the server send them.
 *
 * <p>Its door is {@link io.authservice.keycloak.mail.BoundedSenderFactory}, a provider of
 * Keycloak's that stands in for its own, and what it throws. It knows no mail in particular.
 */
@NullMarked
package io.authservice.keycloak.mail;

import org.jspecify.annotations.NullMarked;
