package io.authservice.keycloak.account.row;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of {@code oauth2_provider_application}. What a version of django-oauth-toolkit has no
 * column for is blank; lists are separated by white space.
 *
 * @param id missing where Django wrote natural primary keys
 * @param columns their values as text; those that are null are left out
 */
public record ApplicationRow(OptionalLong id, Map<String, String> columns) {

  /** Texts that every version has. */
  public static final Set<String> REQUIRED =
      Set.of(
          "client_id",
          "client_type",
          "authorization_grant_type",
          "client_secret",
          "name",
          "redirect_uris");

  /** Texts that some version has, up to 3.4. */
  public static final Set<String> OPTIONAL =
      Set.of(
          "post_logout_redirect_uris",
          "allowed_origins",
          "algorithm",
          "token_endpoint_auth_method",
          "client_jwks",
          "client_jwks_uri");

  public static final Set<String> FLAGS =
      Set.of("skip_authorization", "require_pushed_authorization_requests");

  private static final Set<String> OF_NO_CONCERN =
      Set.of(
          "id",
          "user",
          "user_id",
          "hash_client_secret",
          "registration_source",
          "cimd_expires_at",
          "dcr_created",
          "created",
          "updated");

  /** The columns of all versions. */
  public static final Set<String> KNOWN =
      Stream.of(REQUIRED, OPTIONAL, FLAGS, OF_NO_CONCERN)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  public ApplicationRow {
    columns = Map.copyOf(columns);
  }

  public String clientId() {
    return text("client_id");
  }

  public String clientType() {
    return text("client_type");
  }

  public String grantType() {
    return text("authorization_grant_type");
  }

  /** Plain or hashed by Django, as it stands. */
  public String secret() {
    return text("client_secret");
  }

  public String name() {
    return text("name");
  }

  public boolean skipAuthorization() {
    return RowText.isTrue(text("skip_authorization"));
  }

  public String redirectUris() {
    return text("redirect_uris");
  }

  public String postLogoutRedirectUris() {
    return text("post_logout_redirect_uris");
  }

  public String allowedOrigins() {
    return text("allowed_origins");
  }

  public String algorithm() {
    return text("algorithm");
  }

  /** How it authenticates, as RFC 7591 names it; blank where that is open. */
  public String authentication() {
    return text("token_endpoint_auth_method");
  }

  /** Its public keys, a JSON Web Key Set. */
  public String keys() {
    return text("client_jwks");
  }

  /** Where its public keys are. */
  public String keysUri() {
    return text("client_jwks_uri");
  }

  /** Whether it begins logins by pushed requests alone (RFC 9126). */
  public boolean pushedOnly() {
    return RowText.isTrue(text("require_pushed_authorization_requests"));
  }

  /** Columns that no version of django-oauth-toolkit has, by name. */
  public List<String> unknown() {
    return columns.entrySet().stream()
        .filter(column -> !KNOWN.contains(column.getKey()) && !column.getValue().isBlank())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private String text(String column) {
    return columns.getOrDefault(column, "");
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ApplicationRow[" + clientId() + "]";
  }
}
