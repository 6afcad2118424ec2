package io.authservice.keycloak.token;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * The user a request is made for.
 *
 * @param clientId the client the token was issued to ({@code azp})
 * @param sessionId the user session behind the token; null for a client's own token
 */
public record Bearer(UserModel user, String clientId, @Nullable String sessionId) {}
