package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authservice.keycloak.contract.RecordedAnswer.Content;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of one answer: the status with sets of headers, more headers, tokens, the body. */
final class AnswerLines {
  private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)((?: [a-z-]+)*)");
  private static final Pattern HEADER = Pattern.compile("[A-Z][A-Za-z-]*: .+");
  private static final Pattern TOKEN = Pattern.compile("token ([a-z_]+) (.+)");
  private static final String HTML = "(html)";
  private static final String USERS = "(users) ";

  private final Notation notation;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, JsonNode> tokens = new HashMap<>();
  private int status;
  private Content content = new Content.Nothing();

  AnswerLines(Notation notation) {
    this.notation = notation;
  }

  void add(String line) {
    Matcher first = STATUS.matcher(line);
    Matcher token = TOKEN.matcher(line);
    if (status == 0 && !first.matches()) {
      throw new IllegalArgumentException("an answer begins with its status: " + line);
    }
    if (status == 0) {
      status = Integer.parseInt(first.group(1));
      for (String set : first.group(2).strip().split(" ")) {
        if (!set.isEmpty()) {
          headers.putAll(notation.headers(set));
        }
      }
    } else if (token.matches()) {
      tokens.put(token.group(1), notation.value(token.group(2)));
    } else if (HEADER.matcher(line).matches()) {
      Header header = notation.header(line);
      headers.put(header.name().toLowerCase(Locale.ROOT), header.value());
    } else {
      content = content(line);
    }
  }

  private Content content(String line) {
    if (line.equals(HTML)) {
      return new Content.Html();
    }
    if (!line.startsWith(USERS)) {
      return new Content.Json(notation.value(line));
    }
    ArrayNode users = JsonNodeFactory.instance.arrayNode();
    for (String name : line.substring(USERS.length()).split(" ")) {
      users.add(notation.value(name));
    }
    return new Content.Users(users);
  }

  /** Nothing if there was no line. */
  Optional<RecordedAnswer> answer() {
    return status == 0
        ? Optional.empty()
        : Optional.of(new RecordedAnswer(status, headers, tokens, content));
  }
}
