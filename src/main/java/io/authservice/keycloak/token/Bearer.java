package io.authservice.keycloak.token;

import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * Whom a request is made for.
 *
 * @param user a client's service account if the token is the client's own
 * @param client the one the token was issued to ({@code azp})
 * @param scope separated by spaces; empty if the token has none
 */
public record Bearer(UserModel user, ClientModel client, String scope) {}
