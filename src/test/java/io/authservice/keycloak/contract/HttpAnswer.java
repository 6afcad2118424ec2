package io.authservice.keycloak.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of an answer of HTTP/1.1, after which the connection was closed. */
final class HttpAnswer {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String END_OF_LINE = "\r\n";
  private static final int HEXADECIMAL = 16;

  private HttpAnswer() {}

  /**
   * @param headOnly whether no body follows, whatever the headers say
   */
  static Came parse(byte[] bytes, boolean headOnly) throws IOException {
    // One byte is one character.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      throw new IOException("no answer: " + text);
    }
    List<String> lines = text.substring(0, end).lines().toList();
    List<Header> headers = lines.stream().skip(1).map(HttpAnswer::header).toList();
    String rest = text.substring(end + END_OF_HEAD.length());
    boolean chunked =
        headers.stream()
            .anyMatch(h -> h.isCalled("Transfer-Encoding") && h.value().equals("chunked"));
    String body = headOnly ? "" : chunked ? joined(rest) : rest;
    return new Came(
        Integer.parseInt(lines.get(0).split(" ", 3)[1]),
        headers,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int start = chunks.indexOf(END_OF_LINE, at);
      int length = Integer.parseInt(chunks.substring(at, start).strip(), HEXADECIMAL);
      if (length == 0) {
        return body.toString();
      }
      int from = start + END_OF_LINE.length();
      body.append(chunks, from, from + length);
      at = from + length + END_OF_LINE.length();
    }
  }
}
