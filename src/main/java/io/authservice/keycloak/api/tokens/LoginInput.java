package io.authservice.keycloak.api.tokens;

import java.util.Optional;

/**
 * What a login is given.
 *
 * @param username trimmed
 * @param password trimmed plain text
 * @param totp a one-time code, if one was sent
 */
public record LoginInput(String username, String password, Optional<String> totp) {

  /** Shows no secrets. */
  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
