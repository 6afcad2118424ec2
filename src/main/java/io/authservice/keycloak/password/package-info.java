/** Django's password formats. */
@NullMarked
package io.authservice.keycloak.password;

import org.jspecify.annotations.NullMarked;
