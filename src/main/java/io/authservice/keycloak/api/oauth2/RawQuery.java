package io.authservice.keycloak.api.oauth2;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query that is passed on: what is not changed keeps its spelling.
 *
 * @param text still percent-encoded, without the question mark; empty if there is none
 */
record RawQuery(String text) {

  /** The first value of a parameter, decoded; empty if it is absent or blank. */
  Optional<String> value(String name) {
    return pairs()
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2 && decoded(pair[0]).filter(name::equals).isPresent())
        .findFirst()
        .flatMap(pair -> decoded(pair[1]))
        .filter(value -> !value.isBlank());
  }

  /** The query with this one value of a parameter in place of any other. */
  RawQuery with(String name, String value) {
    Stream<String> others =
        pairs().filter(pair -> decoded(pair.split("=", 2)[0]).filter(name::equals).isEmpty());
    String added = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return new RawQuery(Stream.concat(others, Stream.of(added)).collect(Collectors.joining("&")));
  }

  String appendedTo(URI address) {
    return text.isEmpty() ? address.toString() : address + "?" + text;
  }

  private Stream<String> pairs() {
    return Arrays.stream(text.split("&", -1)).filter(pair -> !pair.isEmpty());
  }

  private static Optional<String> decoded(String part) {
    try {
      return Optional.of(URLDecoder.decode(part, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
