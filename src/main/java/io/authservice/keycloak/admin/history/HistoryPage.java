package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A page of a history, newest first.
 *
 * @param enabled whether the realm notes what its administrators do
 * @param next whether there are older entries
 */
@JsonPropertyOrder({"enabled", "results", "next"})
record HistoryPage(
    @JsonProperty("enabled") boolean enabled,
    @JsonProperty("results") List<HistoryEntry> results,
    @JsonProperty("next") boolean next) {

  HistoryPage {
    results = List.copyOf(results);
  }
}
