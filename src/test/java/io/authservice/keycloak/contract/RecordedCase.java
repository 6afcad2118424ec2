package io.authservice.keycloak.contract;

import java.util.List;

/**
 * A few requests that belong together, with the answers recorded to them.
 *
 * @param view the file it stands in
 * @param needs who is there beside those of {@link Cast#ALWAYS}
 */
record RecordedCase(
    String view, String name, String sentence, List<String> needs, List<Step> steps) {

  RecordedCase {
    needs = List.copyOf(needs);
    steps = List.copyOf(steps);
  }

  /** What {@code differences.json} and failures call it. */
  String id() {
    return view + "." + name;
  }
}
