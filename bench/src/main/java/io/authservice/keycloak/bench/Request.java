package io.authservice.keycloak.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request ready to be sent (RFC 9112 section 3).
 *
 * @param line what an error names it by
 */
record Request(String line, byte[] bytes) {

  static Request get(URI address, Map<String, String> headers) {
    return of("GET", address, headers, "");
  }

  static Request post(URI address, String contentType, String body) {
    return send("POST", address, contentType, Map.of(), body);
  }

  /** With a body. */
  static Request send(
      String method, URI address, String contentType, Map<String, String> headers, String body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", contentType);
    return of(method, address, all, body);
  }

  private static Request of(String method, URI address, Map<String, String> headers, String body) {
    byte[] content = body.getBytes(UTF_8);
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    String line = method + " " + address.getRawPath() + query;
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.getAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(content);
    return new Request(line, bytes.toByteArray());
  }
}
