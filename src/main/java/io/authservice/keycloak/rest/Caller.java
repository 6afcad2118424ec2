package io.authservice.keycloak.rest;

import io.authservice.keycloak.authority.Actor;
import io.authservice.keycloak.token.Bearer;

/** Who makes a request, and by which token. */
record Caller(Actor actor, Bearer bearer) {}
