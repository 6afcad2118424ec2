/** How often something may be done: rates, and who has used them up. Pure Java and Caffeine. */
@NullMarked
package io.authservice.keycloak.throttle;

import org.jspecify.annotations.NullMarked;
