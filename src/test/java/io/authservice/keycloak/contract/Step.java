package io.authservice.keycloak.contract;

import java.util.Map;
import java.util.Optional;

/**
 * A request and the answers recorded to it.
 *
 * @param recorded nothing if the step only sets the stage
 * @param newer with the newer libraries, if that is another answer
 * @param kept what later steps need of the answer: a placeholder's name and the member it stands
 *     for
 */
record Step(
    Request request,
    Optional<RecordedAnswer> recorded,
    Optional<RecordedAnswer> newer,
    Map<String, String> kept) {

  Step {
    kept = Map.copyOf(kept);
  }

  Optional<RecordedAnswer> withNewerLibraries() {
    return newer.or(() -> recorded);
  }
}
