package io.authservice.keycloak.persistence;

import org.jspecify.annotations.Nullable;

/**
 * A database cannot be bridged. The message says why, to an administrator; it holds no secret, and
 * nothing of what a server of somebody else's choice answered.
 */
public final class DatabaseRefusedException extends RuntimeException {

  public DatabaseRefusedException(String message) {
    this(message, null);
  }

  DatabaseRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
