package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.group.Permission;

/**
 * A permission as {@code /auth/me/} tells it.
 *
 * @param appLabel the application it belongs to, under the name of Django's look-up
 */
@JsonPropertyOrder({"id", "codename", "name", "content_type__app_label"})
public record PermissionRecord(
    @JsonProperty("id") long id,
    @JsonProperty("codename") String codename,
    @JsonProperty("name") String name,
    @JsonProperty("content_type__app_label") String appLabel) {

  public static PermissionRecord of(Permission permission) {
    return new PermissionRecord(
        permission.id(), permission.codename(), permission.name(), permission.appLabel());
  }
}
