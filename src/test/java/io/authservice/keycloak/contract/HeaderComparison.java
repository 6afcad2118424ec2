package io.authservice.keycloak.contract;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the headers are not those recorded: these must be there, four more must not, and of others
 * nothing is said. What order and letter case do not mean does not count.
 */
final class HeaderComparison {

  /** Instead of an address: any on the server. */
  private static final String ANY_PAGE = "{a page of the service}";

  /** Not there unless they are recorded. */
  private static final Set<String> ALWAYS =
      Set.of("content-type", "allow", "www-authenticate", "location");

  private static final Set<String> LISTS =
      Set.of("allow", "vary", "access-control-allow-methods", "access-control-allow-headers");

  private final String baseUrl;

  /**
   * @param baseUrl of the server, without which addresses on it are compared
   */
  HeaderComparison(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * @param recorded without placeholders, but for the page of the service
   * @return one sentence for each difference
   */
  List<String> of(Map<String, String> recorded, Came came) {
    Set<String> names = new TreeSet<>(ALWAYS);
    names.addAll(recorded.keySet());
    List<String> found = new ArrayList<>();
    for (String name : names) {
      Optional<String> expected =
          Optional.ofNullable(recorded.get(name))
              .filter(value -> !value.equals(RecordedAnswer.NO_HEADER));
      Optional<String> value = came.header(name);
      if (!isTheSame(name, expected, value)) {
        found.add(
            "%s: recorded %s, came %s"
                .formatted(name, expected.orElse("none"), value.orElse("none")));
      }
    }
    return found;
  }

  private boolean isTheSame(String name, Optional<String> recorded, Optional<String> came) {
    if (recorded.equals(Optional.of(ANY_PAGE))) {
      return came.map(this::absolute).filter(this::isOnTheServer).isPresent();
    }
    return recorded
        .map(value -> value.startsWith("/") ? baseUrl + value : value)
        .map(value -> normal(name, value))
        .equals(came.map(value -> normal(name, value)));
  }

  private String normal(String name, String value) {
    if (LISTS.contains(name)) {
      return Arrays.stream(value.toLowerCase(Locale.ROOT).split(","))
          .map(String::strip)
          .sorted()
          .distinct()
          .collect(Collectors.joining(", "));
    }
    return switch (name) {
      case "content-type" -> mediaType(value);
      case "www-authenticate" -> value.strip().replaceAll("\\s*,\\s*", ",");
      case "location" -> absolute(value);
      default -> value;
    };
  }

  /** Of a text the charset does not count. */
  private static String mediaType(String value) {
    String type = value.toLowerCase(Locale.ROOT).replaceAll("\\s*;\\s*", ";");
    return type.startsWith("text/") ? type.split(";", 2)[0] : type;
  }

  private String absolute(String location) {
    return URI.create(baseUrl + "/").resolve(location).toString();
  }

  private boolean isOnTheServer(String address) {
    return address.startsWith(URI.create(baseUrl).resolve("/").toString());
  }
}
