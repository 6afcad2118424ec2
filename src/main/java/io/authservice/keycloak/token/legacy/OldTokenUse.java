package io.authservice.keycloak.token.legacy;

import java.time.Instant;

/**
 * A kind of tokens of the old service that are still taken.
 *
 * @param kind as metrics name it
 * @param until when that ends
 * @param uses on this node since it started
 */
public record OldTokenUse(String kind, Instant until, long uses) {}
