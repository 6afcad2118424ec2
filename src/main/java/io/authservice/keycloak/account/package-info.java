/** The domain: accounts, the port to their persistence, and who may do what to whom. */
@NullMarked
package io.authservice.keycloak.account;

import org.jspecify.annotations.NullMarked;
