/**
 * Whether nodes with two versions of the extension may run side by side.
 *
 * <p>Its door is {@link io.authservice.keycloak.rolling.SideBySide}, which {@code kc.sh} finds. It
 * runs without a server, and knows no session, no realm and no database.
 */
@NullMarked
package io.authservice.keycloak.rolling;

import org.jspecify.annotations.NullMarked;
