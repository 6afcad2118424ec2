package io.authservice.keycloak.authority;

import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * Whom a request is made for.
 *
 * @param user a client's service account if the token is the client's own
 * @param client the one the token was issued to ({@code azp})
 * @param scopes those of {@code read} and {@code write} that it may use; empty if they limit
 *     nothing
 */
public record Bearer(UserModel user, ClientModel client, Optional<Set<String>> scopes) {}
