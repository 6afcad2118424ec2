package io.authservice.keycloak.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.authservice.keycloak.migration.belonging.BelongingCounts;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.OutcomeCounts;
import io.authservice.keycloak.migration.extra.ExtraCounts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** How far an import is, and what it found and did; the one thing that is told of it. */
final class ImportReport {

  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final ImportOptions options;
  private final Clock clock;
  private final Instant started;
  private final Findings findings = new Findings();
  private OutcomeCounts users = new OutcomeCounts();
  private final Map<String, Object> clients = new LinkedHashMap<>();
  private BelongingCounts belongings = new BelongingCounts();
  private @Nullable ExtraCounts extras;
  private final Map<String, Long> tokens = new LinkedHashMap<>();
  private Map<String, Object> catalog = Map.of();
  private Map<String, Integer> ignored = Map.of();
  private String phase = "reading";
  private Instant phaseStarted;
  private @Nullable Instant finished;
  private @Nullable String failure;
  private long total;
  private long done;

  ImportReport(ImportOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.started = clock.instant();
    this.phaseStarted = started;
    tokens.put("added", 0L);
    tokens.put("left_out", 0L);
    clients.put("added", 0);
    clients.put("existing", 0);
    clients.put("left_out", 0);
  }

  Findings findings() {
    return findings;
  }

  OutcomeCounts users() {
    return users;
  }

  /** Counts anew what users have beside their rows. */
  BelongingCounts startBelongings() {
    belongings = new BelongingCounts();
    return belongings;
  }

  /** Counts anew what users have of what the user model has beyond the fields. */
  ExtraCounts startExtras() {
    ExtraCounts counts = new ExtraCounts();
    extras = counts;
    return counts;
  }

  /** Begins a phase whose progress is counted in users, or in rows of what they have. */
  void phase(String name, long usersToDo) {
    phase = name;
    phaseStarted = clock.instant();
    total = usersToDo;
    done = 0;
  }

  /**
   * Begins to write: from here on what is counted was done.
   *
   * @param observer is told of an outcome how many users met it
   */
  void startWriting(long usersToDo, ObjLongConsumer<String> observer) {
    phase("writing", usersToDo);
    users = new OutcomeCounts(observer);
  }

  void progress(long more) {
    done += more;
  }

  void catalog(Map<String, Object> counts) {
    catalog = counts;
  }

  void ignored(Map<String, Integer> objectsByModel) {
    ignored = Map.copyOf(objectsByModel);
  }

  void client(String outcome) {
    clients.merge(outcome, 1, (one, other) -> (int) one + (int) other);
  }

  /** Counts tokens, which are told of only where they are moved. */
  void token(String outcome, long more) {
    tokens.merge(outcome, more, Long::sum);
  }

  /** Ends it. */
  void finish(@Nullable String reason) {
    finished = clock.instant();
    failure = reason;
  }

  /** What concerns nobody in particular: for the admin event. */
  String countsJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("options", options.asJson());
    json.put("users", users.asJson());
    json.put("catalog", catalog);
    putBelongings(json);
    json.put("clients", clients);
    if (options.tokens()) {
      json.put("tokens", tokens);
    }
    json.put("errors", findings.errors());
    return written(json);
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("options", options.asJson());
    json.put("started", seconds(started));
    json.put("finished", finished == null ? null : seconds(finished));
    if (failure != null) {
      json.put("failure", failure);
    }
    json.put("progress", progressJson());
    json.put("users", users.asJson());
    json.put("catalog", catalog);
    putBelongings(json);
    json.put("clients", clients);
    if (options.tokens()) {
      json.put("tokens", tokens);
    }
    json.put("ignored", ignored);
    json.put("problems", findings.asJson());
    return written(json);
  }

  private void putBelongings(Map<String, Object> json) {
    json.put("belongings", belongings.asJson());
    ExtraCounts counted = extras;
    if (counted != null) {
      json.put("extras", counted.asJson());
    }
  }

  private Map<String, Object> progressJson() {
    double elapsed = Math.max(0.001, ChronoUnit.MILLIS.between(phaseStarted, now()) / 1000.0);
    double rate = done / elapsed;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("phase", phase);
    json.put("done", done);
    json.put("total", total);
    json.put("users_per_second", Math.round(rate));
    json.put("seconds_left", secondsLeft(rate));
    return json;
  }

  /** Null while it cannot be told. */
  private @Nullable Long secondsLeft(double rate) {
    if (finished != null) {
      return 0L;
    }
    return rate > 0 ? Math.round((total - done) / rate) : null;
  }

  private Instant now() {
    Instant end = finished;
    return end == null ? clock.instant() : end;
  }

  private static String seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String written(Map<String, Object> json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
