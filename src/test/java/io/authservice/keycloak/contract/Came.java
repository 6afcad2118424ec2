package io.authservice.keycloak.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came from the server. */
record Came(int status, List<Header> headers, String body) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int ENOUGH = 2000;

  Came {
    headers = List.copyOf(headers);
  }

  /** A header's values, joined as RFC 9110 section 5.3 allows. */
  Optional<String> header(String name) {
    List<String> values =
        headers.stream().filter(h -> h.isCalled(name)).map(Header::value).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** The body, if it is JSON, whatever the Content-Type says. */
  Optional<JsonNode> json() {
    try {
      return Optional.of(JSON.readTree(body)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  boolean isHtml() {
    return header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html")
        || body.stripLeading().startsWith("<");
  }

  /** A member of the body, as a text. */
  Optional<String> member(String name) {
    return json().map(body -> body.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** No more of the body than so many characters. */
  String beginning(int length) {
    return body.length() > length ? body.substring(0, length) + "..." : body;
  }

  @Override
  public String toString() {
    String lines =
        headers.stream().map(h -> h.name() + ": " + h.value()).collect(Collectors.joining("\n"));
    return status + "\n" + lines + "\n\n" + beginning(ENOUGH);
  }
}
