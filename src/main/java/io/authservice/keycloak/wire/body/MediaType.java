package io.authservice.keycloak.wire.body;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A media type or range with its parameters, read as leniently as Django reads them (RFC 9110, 8.3
 * and 12.5.1; extended parameters per RFC 2231).
 *
 * @param main the part before the slash, lower case
 * @param sub the part after the slash, lower case; empty when there is no slash
 * @param parameters by lower-case name
 */
public record MediaType(String main, String sub, Map<String, String> parameters) {

  public static MediaType parse(String header) {
    List<String> parts = split(header);
    String full = parts.get(0).toLowerCase(Locale.ROOT).strip();
    int slash = full.indexOf('/');
    String main = slash < 0 ? full : full.substring(0, slash);
    String sub = slash < 0 ? "" : full.substring(slash + 1);
    return new MediaType(main, sub, parameters(parts.subList(1, parts.size())));
  }

  static Map<String, String> parameters(List<String> parts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = unquote(part.substring(equals + 1).strip());
        if (name.endsWith("*")) {
          name = name.substring(0, name.length() - 1);
          value = extended(value);
        }
        parameters.put(name, value);
      }
    }
    return parameters;
  }

  /** The pieces between semicolons that are not inside double quotes. */
  static List<String> split(String header) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        parts.add(header.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(header.substring(start));
    return parts;
  }

  private static String unquote(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replace("\\\\", "\\").replace("\\\"", "\"");
  }

  private static String extended(String value) {
    String[] parts = value.split("'", -1);
    if (parts.length != 3) {
      return value;
    }
    return PercentCoding.decode(
        parts[2], PythonCharset.named(parts[0]).orElse(StandardCharsets.UTF_8), false);
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Whether this type, which has no wildcards or parameters, falls into the range. */
  public boolean matches(MediaType range) {
    return matches(main, range.main) && matches(sub, range.sub);
  }

  private static boolean matches(String own, String wanted) {
    return wanted.equals("*") || wanted.equals(own);
  }

  /** From 0, any type at all, to 3, a type with parameters other than a quality. */
  public int precedence() {
    if (main.equals("*")) {
      return 0;
    }
    if (sub.equals("*")) {
      return 1;
    }
    boolean plain = parameters.isEmpty() || parameters.keySet().equals(Set.of("q"));
    return plain ? 2 : 3;
  }
}
