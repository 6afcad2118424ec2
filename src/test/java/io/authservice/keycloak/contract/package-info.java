/** What clients see over HTTP, whoever runs the server. */
@NullMarked
package io.authservice.keycloak.contract;

import org.jspecify.annotations.NullMarked;
