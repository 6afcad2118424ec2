package io.authservice.keycloak.admin.group;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A group in the list of groups.
 *
 * @param permissions how many it gives
 * @param users how many are in it
 */
@JsonPropertyOrder({"id", "name", "permissions", "users"})
record GroupListEntry(
    @JsonProperty("id") long id,
    @JsonProperty("name") String name,
    @JsonProperty("permissions") int permissions,
    @JsonProperty("users") int users) {}
