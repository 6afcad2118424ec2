package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The cases in which ours may answer otherwise, or must. */
final class Differences {
  private final Map<String, Difference> byCase;

  private Differences(Map<String, Difference> byCase) {
    this.byCase = Map.copyOf(byCase);
  }

  static Differences read(Path file) throws IOException {
    return of(new ObjectMapper().readTree(file.toFile()));
  }

  static Differences of(JsonNode json) {
    Map<String, Difference> byCase = new HashMap<>();
    json.properties().forEach(entry -> byCase.put(entry.getKey(), Difference.of(entry.getValue())));
    return new Differences(byCase);
  }

  Set<String> cases() {
    return byCase.keySet();
  }

  Optional<Difference> of(RecordedCase recorded) {
    return Optional.ofNullable(byCase.get(recorded.id()));
  }

  /**
   * How a case differs.
   *
   * @param last the statuses that its last answer may have
   * @param all the statuses of its answers; empty if the last one is enough
   * @param mustDiffer whether the recorded answer is a fault that must not come back
   */
  record Difference(String reason, List<Integer> last, List<Integer> all, boolean mustDiffer) {

    private static Difference of(JsonNode json) {
      JsonNode expected = json.path("expect");
      return new Difference(
          json.required("reason").asText(),
          numbers(expected.path("status")),
          numbers(expected.path("steps")),
          json.path("must_differ").asBoolean());
    }

    private static List<Integer> numbers(JsonNode json) {
      return StreamSupport.stream(json.spliterator(), false).map(JsonNode::asInt).toList();
    }

    /** Whether these are the statuses of the answers that are documented instead. */
    boolean expects(List<Integer> statuses) {
      return all.isEmpty()
          ? last.contains(statuses.get(statuses.size() - 1))
          : all.equals(statuses);
    }

    @Override
    public String toString() {
      String statuses = all.isEmpty() ? "a last status of " + last : "the statuses " + all;
      return statuses + ", because " + reason;
    }
  }
}
