/** What clients send and see: request bodies, field rules, records, error and page bodies. */
@NullMarked
package io.authservice.keycloak.wire;

import org.jspecify.annotations.NullMarked;
