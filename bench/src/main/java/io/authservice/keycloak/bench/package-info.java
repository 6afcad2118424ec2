/** Measurements that are too long to be tests. */
@NullMarked
package io.authservice.keycloak.bench;

import org.jspecify.annotations.NullMarked;
