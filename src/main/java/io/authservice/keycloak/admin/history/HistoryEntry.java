package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did.
 *
 * @param time ISO 8601, in UTC
 * @param note what else is to be said
 */
@JsonPropertyOrder({"time", "actor", "action", "target", "changes", "note"})
record HistoryEntry(
    @JsonProperty("time") String time,
    @JsonProperty("actor") Person actor,
    @JsonProperty("action") Action action,
    @JsonProperty("target") Target target,
    @JsonProperty("changes") List<Change> changes,
    @JsonProperty("note") @Nullable Note note) {

  HistoryEntry {
    changes = List.copyOf(changes);
  }

  /**
   * Who did it.
   *
   * @param id the primary key; null for whoever is gone, or is kept elsewhere
   */
  @JsonPropertyOrder({"name", "id"})
  record Person(@JsonProperty("name") String name, @JsonProperty("id") @Nullable Long id) {}

  /**
   * Whom or what it was done to.
   *
   * @param kind {@code user}, {@code group} or {@code other}
   * @param id the primary key; null for what is gone, or is kept elsewhere
   */
  @JsonPropertyOrder({"kind", "id", "name"})
  record Target(
      @JsonProperty("kind") String kind,
      @JsonProperty("id") @Nullable Long id,
      @JsonProperty("name") String name) {}
}
