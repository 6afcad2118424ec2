package io.authservice.keycloak.http.routing;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The header by which a proxy tells below which path it serves the server. The server takes it as
 * it comes: from {@code //elsewhere.example} it would make addresses of another host, and they go
 * into mails.
 */
final class ForwardedPrefix {

  private static final String HEADER = "X-Forwarded-Prefix";

  /** Segments of unreserved characters (RFC 3986), none of which is made of dots alone. */
  private static final Pattern PATH =
      Pattern.compile("/?|/?(?!\\.+(/|$))[\\w.~-]+(/(?!\\.+(/|$))[\\w.~-]+)*/?");

  private ForwardedPrefix() {}

  /** Whether it is absent, or there once and a path. */
  static boolean isFit(MultiMap headers) {
    List<String> sent = headers.getAll(HEADER);
    return sent.isEmpty() || (sent.size() == 1 && isPath(sent.get(0)));
  }

  static boolean isPath(String value) {
    return PATH.matcher(value).matches();
  }
}
