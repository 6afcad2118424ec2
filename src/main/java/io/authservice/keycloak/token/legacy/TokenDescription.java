package io.authservice.keycloak.token.legacy;

import java.time.Instant;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * What introspection may tell of a live access token of the old service (RFC 7662 section 2.2).
 *
 * @param scope names separated by spaces
 * @param client the client it was issued to
 * @param user whom it stands for; of a client's own its service account
 */
public record TokenDescription(
    String scope, ClientModel client, UserModel user, Instant expiresAt) {

  /** Of tokens to which the old service knew no scopes: they may do what their users may. */
  static final String UNLIMITED = "read write";
}
