package io.authservice.keycloak.admin.group;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A group in the list of groups.
 *
 * @param permissions how many it gives; null if they were not counted
 * @param users how many are in it; null if they were not counted
 */
@JsonPropertyOrder({"id", "name", "permissions", "users"})
record GroupListEntry(
    @JsonProperty("id") long id,
    @JsonProperty("name") String name,
    @JsonProperty("permissions") @Nullable Integer permissions,
    @JsonProperty("users") @Nullable Integer users) {}
