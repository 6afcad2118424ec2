package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.contract.RecordedAnswer.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where an answer is not the recorded one. */
final class AnswerComparison {
  private static final int LINE = 100;

  private final HeaderComparison headers;
  private final Placeholders placeholders;

  AnswerComparison(String baseUrl, Placeholders placeholders) {
    headers = new HeaderComparison(baseUrl);
    this.placeholders = placeholders;
  }

  /** One sentence for each difference. */
  List<String> of(RecordedAnswer recorded, Came came) {
    List<String> found = new ArrayList<>();
    if (recorded.status() != came.status()) {
      found.add("status: recorded " + recorded.status() + ", came " + came.status());
    }
    Map<String, String> lines = new HashMap<>(recorded.headers());
    lines.replaceAll((name, value) -> placeholders.fill(value));
    found.addAll(headers.of(lines, came));
    Map<String, JsonNode> tokens = new HashMap<>(recorded.tokens());
    tokens.replaceAll((name, token) -> placeholders.fill(token));
    found.addAll(new TokenComparison(came).of(tokens));
    found.addAll(body(recorded.content(), came));
    return found;
  }

  private List<String> body(Content recorded, Came came) {
    if (recorded instanceof Content.Json json) {
      return came.json()
          .map(body -> JsonComparison.of("body", placeholders.fill(json.value()), body))
          .orElseGet(() -> List.of("body: recorded JSON, came " + shown(came)));
    }
    if (recorded instanceof Content.Users users) {
      return came.json()
          .map(body -> UserListComparison.of(placeholders.fill(users.among()), body))
          .orElseGet(() -> List.of("body: recorded users, came " + shown(came)));
    }
    if (recorded instanceof Content.Html) {
      return came.isHtml() && came.json().isEmpty() && !came.body().isEmpty()
          ? List.of()
          : List.of("body: recorded HTML, came " + shown(came));
    }
    return came.body().isEmpty() ? List.of() : List.of("body: recorded none, came " + shown(came));
  }

  private static String shown(Came came) {
    return came.body().isEmpty() ? "none" : came.beginning(LINE);
  }
}
