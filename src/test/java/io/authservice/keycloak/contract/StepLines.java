package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.authservice.keycloak.contract.RequestBody.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of one step, until the next begins. */
final class StepLines {
  private static final Pattern BEGINNING = Pattern.compile("([A-Z]+|authorize) (\\S.*)");
  private static final Pattern BODY = Pattern.compile("(json|text|form|multipart) (.+)");
  private static final Pattern ENCODED = Pattern.compile("([A-Za-z][\\w-]+) (\".*)");
  private static final Pattern AS = Pattern.compile("as ([a-z]+)(, denying)?");
  private static final String AUTHORIZE = "authorize";

  private final Notation notation;
  private final String method;
  private final String target;
  private final List<Header> headers = new ArrayList<>();
  private final AnswerLines recorded;
  private final AnswerLines newer;
  private final Map<String, String> kept = new HashMap<>();
  private Optional<String> as = Optional.empty();
  private boolean denies;
  private RequestBody body =
      new RequestBody(Kind.NONE, NullNode.getInstance(), StandardCharsets.UTF_8);

  static boolean isBeginning(String line) {
    return BEGINNING.matcher(line).matches();
  }

  /**
   * @param beginning a method and a target, or where a browser is sent with which parameters
   */
  StepLines(Notation notation, String beginning) {
    Matcher parts = BEGINNING.matcher(beginning);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no request: " + beginning);
    }
    this.notation = notation;
    method = parts.group(1);
    target = parts.group(2);
    recorded = new AnswerLines(notation);
    newer = new AnswerLines(notation);
  }

  void sent(String line) {
    Matcher written = BODY.matcher(line);
    Matcher who = AS.matcher(line);
    if (who.matches()) {
      as = Optional.of(who.group(1));
      denies = who.group(2) != null;
    } else if (written.matches()) {
      body = body(Kind.valueOf(written.group(1).toUpperCase(Locale.ROOT)), written.group(2));
    } else {
      headers.add(notation.header(line));
    }
  }

  private RequestBody body(Kind kind, String text) {
    Matcher encoded = ENCODED.matcher(text);
    return kind == Kind.TEXT && encoded.matches()
        ? new RequestBody(kind, notation.value(encoded.group(2)), Charset.forName(encoded.group(1)))
        : new RequestBody(kind, notation.value(text), StandardCharsets.UTF_8);
  }

  void recorded(String line) {
    recorded.add(line);
  }

  void newer(String line) {
    newer.add(line);
  }

  void kept(String line) {
    String[] words = line.split(" ");
    kept.put(words[0], words[1]);
  }

  Step step() {
    return new Step(request(), recorded.answer(), newer.answer(), kept);
  }

  private Request request() {
    if (method.equals(AUTHORIZE)) {
      JsonNode parameters = notation.value(target);
      return new Request.Authorization(parameters, as, denies);
    }
    return new Request.Call(method, target, as, headers, body);
  }
}
