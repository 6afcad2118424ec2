package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.migration.source.ForeignKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The ids that rows of a small table get. A row that is there already, by its natural key, keeps
 * the id it has there; any other gets the id it has in the source.
 */
final class IdAssignment {

  /** What becomes of a row. */
  enum Outcome {
    ADDED,
    KNOWN,
    ID_TAKEN,
    DUPLICATE_ID,
    DUPLICATE_KEY
  }

  /** Beyond what a project counts its groups to, so that a later import finds its ids free. */
  private static final long APART = 1_000_000;

  private final Map<List<String>, Long> stored;
  private final Map<List<String>, Long> numbered = new HashMap<>();
  private final Map<Long, Long> bySourceId = new HashMap<>();
  private final Set<Long> taken;
  private long highest;

  IdAssignment(Map<List<String>, Long> stored) {
    this.stored = Map.copyOf(stored);
    this.taken = new HashSet<>(stored.values());
    this.highest = taken.stream().mapToLong(id -> id).max().orElse(0);
  }

  /** Gives a row its id; {@link #resolve} tells it. */
  Outcome number(OptionalLong sourceId, List<String> key) {
    if (numbered.containsKey(key)) {
      return Outcome.DUPLICATE_KEY;
    }
    if (sourceId.isPresent() && bySourceId.containsKey(sourceId.getAsLong())) {
      return Outcome.DUPLICATE_ID;
    }
    Long known = stored.get(key);
    long id = known != null ? known : sourceId.orElse(highest + 1);
    if (known == null && !taken.add(id)) {
      return Outcome.ID_TAKEN;
    }
    highest = Math.max(highest, id);
    numbered.put(key, id);
    sourceId.ifPresent(own -> bySourceId.put(own, id));
    return known == null ? Outcome.ADDED : Outcome.KNOWN;
  }

  /** Gives a row that has no id in the source one where those of the source will not come. */
  void numberApart(List<String> key) {
    highest = Math.max(highest, APART);
    number(OptionalLong.empty(), key);
  }

  /**
   * The id of the row that is referred to: one of the source's, or by natural key one that is there
   * already.
   */
  OptionalLong resolve(ForeignKey reference) {
    Long id =
        reference.id().isPresent()
            ? bySourceId.get(reference.id().getAsLong())
            : numbered.getOrDefault(reference.key(), stored.get(reference.key()));
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  long highest() {
    return highest;
  }
}
