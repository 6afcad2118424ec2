package io.authservice.keycloak.http.body;

/** Why a request's body was not taken in. */
public enum BodyRefusal {

  /** It is larger than a body may be. */
  TOO_LARGE(413, "Request body is too large."),

  /** It took longer to arrive than a body may, or had to make room for others that are quicker. */
  TOO_SLOW(408, "Request body arrived too slowly."),

  /** The bodies that are being received take all the memory there is for them. */
  NO_ROOM(503, "Too much is being sent to this server. Try again later.");

  private final int status;
  private final String message;

  BodyRefusal(int status, String message) {
    this.status = status;
    this.message = message;
  }

  /** The status of the answer (RFC 9110 sections 15.5.9, 15.5.14 and 15.6.4). */
  public int status() {
    return status;
  }

  public String message() {
    return message;
  }
}
