package io.authservice.keycloak.migration.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** What became of users, or of what they have, or would. */
public final class OutcomeCounts {

  private static final String ADDED = "added";
  private static final String UPDATED = "updated";
  private static final String UNCHANGED = "unchanged";
  private static final String KEPT = "kept";
  private static final String LEFT_OUT = "left_out";

  private final ObjLongConsumer<String> observer;
  private long added;
  private long changed;
  private long same;
  private long kept;
  private long refused;

  public OutcomeCounts() {
    this((outcome, more) -> {});
  }

  /**
   * Counts that are told on.
   *
   * @param observer is told of an outcome how often it came about
   */
  public OutcomeCounts(ObjLongConsumer<String> observer) {
    this.observer = observer;
  }

  public void add(long added, long changed, long same, long kept, long refused) {
    this.added += added;
    this.changed += changed;
    this.same += same;
    this.kept += kept;
    this.refused += refused;
    observe(ADDED, added);
    observe(UPDATED, changed);
    observe(UNCHANGED, same);
    observe(KEPT, kept);
    observe(LEFT_OUT, refused);
  }

  /** One that was left out. */
  public void refuse() {
    refused++;
    observe(LEFT_OUT, 1);
  }

  private void observe(String outcome, long more) {
    if (more > 0) {
      observer.accept(outcome, more);
    }
  }

  /** For the report. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(ADDED, added);
    json.put(UPDATED, changed);
    json.put(UNCHANGED, same);
    json.put(KEPT, kept);
    json.put(LEFT_OUT, refused);
    return json;
  }
}
