package io.authservice.keycloak.contract;

import io.authservice.keycloak.contract.Differences.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answers to a case, beside those recorded. */
record PlayedCase(RecordedCase recorded, List<Exchange> exchanges, AnswerComparison comparison) {

  /** A step and what came. */
  record Exchange(Step step, Came came) {}

  /** How a case ended well. */
  enum Verdict {
    SAME,
    /** But not as with the libraries of the recording. */
    SAME_WITH_NEWER_LIBRARIES,
    DIFFERS_AS_DOCUMENTED
  }

  PlayedCase {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * @param difference how the case may or must differ
   * @throws AssertionError if the answers are others
   */
  Verdict verdict(Optional<Difference> difference) {
    List<String> found = differences(Step::recorded);
    if (difference.isPresent() && difference.get().mustDiffer()) {
      return documented(difference.get(), found);
    }
    if (found.isEmpty()) {
      return Verdict.SAME;
    }
    if (differences(Step::withNewerLibraries).isEmpty()) {
      return Verdict.SAME_WITH_NEWER_LIBRARIES;
    }
    return documented(
        difference.orElseThrow(() -> failure("answers otherwise than recorded", found)), found);
  }

  private Verdict documented(Difference difference, List<String> found) {
    if (found.isEmpty()) {
      throw failure("answers like the old service, but must not: " + difference, found);
    }
    if (!difference.expects(statuses())) {
      throw failure("differs otherwise than documented, which is " + difference, found);
    }
    return Verdict.DIFFERS_AS_DOCUMENTED;
  }

  private List<Integer> statuses() {
    return exchanges.stream()
        .filter(exchange -> exchange.step().recorded().isPresent())
        .map(exchange -> exchange.came().status())
        .toList();
  }

  /** What differs, with what was asked and came; nothing if all answers are the recorded ones. */
  private List<String> differences(Function<Step, Optional<RecordedAnswer>> answer) {
    List<String> found = new ArrayList<>();
    for (int index = 0; index < exchanges.size(); index++) {
      Exchange exchange = exchanges.get(index);
      List<String> here =
          answer
              .apply(exchange.step())
              .map(recordedAnswer -> comparison.of(recordedAnswer, exchange.came()))
              .orElse(List.of());
      if (!here.isEmpty()) {
        found.add(
            "step %d, %s:\n- %s\ncame:\n%s"
                .formatted(
                    index + 1,
                    exchange.step().request(),
                    String.join("\n- ", here),
                    exchange.came()));
      }
    }
    return found;
  }

  private AssertionError failure(String why, List<String> found) {
    return new AssertionError(
        "%s (%s) %s\n%s"
            .formatted(recorded.id(), recorded.sentence(), why, String.join("\n", found)));
  }
}
