package io.authservice.keycloak.admin.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the administrators' list of users.
 *
 * @param count how many there are on all pages; null if they were not counted
 */
@JsonPropertyOrder({"count", "results"})
public record ManagedUsers(
    @JsonProperty("count") @Nullable Long count,
    @JsonProperty("results") List<ManagedUser> results) {

  public ManagedUsers {
    results = List.copyOf(results);
  }
}
