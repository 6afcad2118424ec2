/**
 * Fields of forms and their rules, as Django REST framework's serializers have them.
 *
 * <p>Its door is {@link io.authservice.keycloak.wire.field.Fields}. Plain Java; it knows no user.
 */
@NullMarked
package io.authservice.keycloak.wire.field;

import org.jspecify.annotations.NullMarked;
