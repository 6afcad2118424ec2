/**
 * Django's password validators ({@code django.contrib.auth.password_validation}).
 *
 * <p>Its doors are its three classes. Plain Java: it knows no realm and no user.
 */
@NullMarked
package io.authservice.keycloak.password.validator;

import org.jspecify.annotations.NullMarked;
