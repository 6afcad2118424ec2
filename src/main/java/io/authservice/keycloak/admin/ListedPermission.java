package io.authservice.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.group.Permission;

/**
 * A permission among all that can be given, under the names of Django's look-ups.
 *
 * @param appLabel the application it belongs to
 * @param model the model it is about
 */
@JsonPropertyOrder({"id", "codename", "name", "content_type__app_label", "content_type__model"})
record ListedPermission(
    @JsonProperty("id") long id,
    @JsonProperty("codename") String codename,
    @JsonProperty("name") String name,
    @JsonProperty("content_type__app_label") String appLabel,
    @JsonProperty("content_type__model") String model) {

  static ListedPermission of(Permission permission) {
    return new ListedPermission(
        permission.id(),
        permission.codename(),
        permission.name(),
        permission.appLabel(),
        permission.model());
  }
}
