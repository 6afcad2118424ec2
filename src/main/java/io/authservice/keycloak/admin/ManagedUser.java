package io.authservice.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserColumns;
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
  UserColumns.ID,
  "keycloak_id",
  UserColumns.USERNAME,
  UserColumns.EMAIL,
  UserColumns.FIRST_NAME,
  UserColumns.LAST_NAME,
  UserColumns.IS_ACTIVE,
  UserColumns.IS_STAFF,
  UserColumns.IS_SUPERUSER,
  UserColumns.LAST_LOGIN,
  UserColumns.DATE_JOINED
})
record ManagedUser(
    @JsonProperty(UserColumns.ID) long id,
    @JsonProperty("keycloak_id") String keycloakId,
    @JsonProperty(UserColumns.USERNAME) String username,
    @JsonProperty(UserColumns.EMAIL) String email,
    @JsonProperty(UserColumns.FIRST_NAME) String firstName,
    @JsonProperty(UserColumns.LAST_NAME) String lastName,
    @JsonProperty(UserColumns.IS_ACTIVE) boolean active,
    @JsonProperty(UserColumns.IS_STAFF) boolean staff,
    @JsonProperty(UserColumns.IS_SUPERUSER) boolean superuser,
    @JsonProperty(UserColumns.LAST_LOGIN) @Nullable String lastLogin,
    @JsonProperty(UserColumns.DATE_JOINED) String dateJoined) {

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
