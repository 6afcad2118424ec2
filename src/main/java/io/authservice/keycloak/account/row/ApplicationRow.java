package io.authservice.keycloak.account.row;

/**
 * A row of {@code oauth2_provider_application}. What a version of django-oauth-toolkit has no
 * column for is blank; lists are separated by white space.
 *
 * @param secret plain or hashed by Django, as it stands
 * @param owned whether it belongs to a user
 */
public record ApplicationRow(
    long id,
    String clientId,
    String clientType,
    String grantType,
    String secret,
    String name,
    boolean skipAuthorization,
    String redirectUris,
    String postLogoutRedirectUris,
    String allowedOrigins,
    String algorithm,
    boolean owned) {

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ApplicationRow[" + clientId + "]";
  }
}
