package io.authservice.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see it in their list.
 *
 * @param keycloakId the id by which Keycloak's Admin API and console know the user
 * @param lastLogin ISO 8601 in UTC; null until the first login
 * @param dateJoined ISO 8601 in UTC
 */
@JsonPropertyOrder({
  "id",
  "keycloak_id",
  "username",
  "email",
  "first_name",
  "last_name",
  "is_active",
  "is_staff",
  "is_superuser",
  "last_login",
  "date_joined"
})
record ManagedUser(
    @JsonProperty("id") long id,
    @JsonProperty("keycloak_id") String keycloakId,
    @JsonProperty("username") String username,
    @JsonProperty("email") String email,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonProperty("is_active") boolean active,
    @JsonProperty("is_staff") boolean staff,
    @JsonProperty("is_superuser") boolean superuser,
    @JsonProperty("last_login") @Nullable String lastLogin,
    @JsonProperty("date_joined") String dateJoined) {

  static ManagedUser of(Account account, String keycloakId) {
    Instant lastLogin = account.lastLogin();
    return new ManagedUser(
        account.id(),
        keycloakId,
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff(),
        account.superuser(),
        lastLogin == null ? null : lastLogin.toString(),
        account.dateJoined().toString());
  }
}
