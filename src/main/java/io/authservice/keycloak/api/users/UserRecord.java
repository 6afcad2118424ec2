package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A user as clients see it.
 *
 * @param id the user's number, 64-bit
 * @param username as it was given
 * @param email blank when there is none
 * @param firstName blank when there is none
 * @param lastName blank when there is none
 * @param active whether the user may log in
 * @param staff whether the user manages others
 */
@JsonPropertyOrder({"id", "username", "email", "first_name", "last_name", "is_active", "is_staff"})
public record UserRecord(
    @JsonProperty("id") long id,
    @JsonProperty("username") String username,
    @JsonProperty("email") String email,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonProperty("is_active") boolean active,
    @JsonProperty("is_staff") boolean staff) {}
