package io.authservice.keycloak.migration;

import java.util.LinkedHashMap;
import java.util.Map;

/** What became of users, or would. */
final class UserCounts {

  private long added;
  private long changed;
  private long same;
  private long kept;
  private long refused;

  void add(long added, long changed, long same, long kept, long refused) {
    this.added += added;
    this.changed += changed;
    this.same += same;
    this.kept += kept;
    this.refused += refused;
  }

  /** One that was left out. */
  void refuse() {
    refused++;
  }

  /** For the report. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("added", added);
    json.put("updated", changed);
    json.put("unchanged", same);
    json.put("kept", kept);
    json.put("left_out", refused);
    return json;
  }
}
