package io.authservice.keycloak.authority;

/** Who makes a request, and by which token. */
public record Caller(Actor actor, Bearer bearer) {}
