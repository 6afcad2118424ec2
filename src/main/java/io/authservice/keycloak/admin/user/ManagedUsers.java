package io.authservice.keycloak.admin.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A page of the administrators' list of users.
 *
 * @param count how many there are on all pages
 */
@JsonPropertyOrder({"count", "results"})
public record ManagedUsers(
    @JsonProperty("count") long count, @JsonProperty("results") List<ManagedUser> results) {

  public ManagedUsers {
    results = List.copyOf(results);
  }
}
