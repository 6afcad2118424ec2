/**
 * Every line that the extension writes into the server's log: its code, which keeps its meaning,
 * its level and its wording. The build makes the code that writes them (JBoss Logging's annotation
 * processor). No line takes a user's name or address, nor a secret. The only room that knows a
 * logger.
 *
 * <p>Its doors are the interfaces, one for each kind of line. It knows nothing of what it tells.
 */
@NullMarked
package io.authservice.keycloak.logging;

import org.jspecify.annotations.NullMarked;
