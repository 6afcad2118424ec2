package io.authservice.keycloak.server;

/** The server cannot be prepared or started; the message tells a person what to do about it. */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerException(String message) {
    super(message);
  }

  ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
