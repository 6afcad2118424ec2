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
   * @param name null for whoever is gone
   * @param id the primary key; null for whoever is gone, or is kept elsewhere
   * @param formerId the primary key of whoever is gone, where it is known
   */
  @JsonPropertyOrder({"name", "id", "former_id"})
  record Person(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("id") @Nullable Object id,
      @JsonProperty("former_id") @Nullable Object formerId) {}

  /**
   * Whom or what it was done to.
   *
   * @param kind {@code user}, {@code group} or {@code other}
   * @param id the primary key; null for what is gone, or is kept elsewhere
   * @param name null for what is gone, unless its event tells it
   * @param formerId the primary key of what is gone, where it is known
   */
  @JsonPropertyOrder({"kind", "id", "name", "former_id"})
  record Target(
      @JsonProperty("kind") String kind,
      @JsonProperty("id") @Nullable Object id,
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("former_id") @Nullable Object formerId) {}
}
