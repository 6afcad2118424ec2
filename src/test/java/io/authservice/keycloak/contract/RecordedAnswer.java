package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What came when the old service was asked; its texts still hold placeholders.
 *
 * @param headers by their names in small letters
 * @param tokens the members of the body that are JWTs, and what they hold
 */
record RecordedAnswer(
    int status, Map<String, String> headers, Map<String, JsonNode> tokens, Content content) {

  /** Instead of a header's value: it must not be there. */
  static final String NO_HEADER = "(none)";

  RecordedAnswer {
    headers = Map.copyOf(headers);
    tokens = Map.copyOf(tokens);
  }

  /** A body, of which JSON alone is compared word by word. */
  sealed interface Content {

    record Nothing() implements Content {}

    record Html() implements Content {}

    record Json(JsonNode value) implements Content {}

    /**
     * All users in the order of their ids.
     *
     * @param among some of them, who show which members all have
     */
    record Users(JsonNode among) implements Content {}
  }
}
