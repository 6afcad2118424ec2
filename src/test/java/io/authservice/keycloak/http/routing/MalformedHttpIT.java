package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client library would send: each is refused, and costs nobody else anything. */
@Tag("contract")
@WithTestServer
class MalformedHttpIT {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

  /** Methods and versions that HTTP itself says a server may not know. */
  private static final List<Integer> NOT_KNOWN = List.of(501, 505);

  private static final String HOST = "Host: localhost\r\n";
  private static final String POST = "POST /api/token/ HTTP/1.1\r\n" + HOST;
  private static final String JSON = "Content-Type: application/json\r\n";

  private final Api api;
  private final URI server;

  MalformedHttpIT(TestServer server) {
    this.api = new Api(server);
    this.server = URI.create(server.baseUrl());
  }

  static Stream<Arguments> requests() {
    String smuggled = "GET /api/users/ HTTP/1.1\r\n" + HOST + "\r\n";
    return Stream.of(
        arguments("no request line", "\u0001\u0002garbage\r\n\r\n"),
        arguments("no version", "GET /api/users/\r\n\r\n"),
        arguments("a version to come", "GET /api/users/ HTTP/9.9\r\n" + HOST + "\r\n"),
        arguments("no host", "GET /api/users/ HTTP/1.1\r\n\r\n"),
        arguments("two hosts", "GET /api/users/ HTTP/1.1\r\n" + HOST + "Host: other\r\n\r\n"),
        arguments("a header without a colon", "GET /api/users/ HTTP/1.1\r\nHost\r\n\r\n"),
        arguments("a space before the colon", "GET /api/users/ HTTP/1.1\r\nHost : a\r\n\r\n"),
        arguments("a folded header", "GET /api/users/ HTTP/1.1\r\n" + HOST + "X: a\r\n b\r\n\r\n"),
        arguments("a null in the path", "GET /api/users/\0/ HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments("a null in a header", "GET /api/users/ HTTP/1.1\r\n" + HOST + "X: \0\r\n\r\n"),
        arguments("a long path", "GET /api/users/" + "9".repeat(100_000) + " HTTP/1.1\r\n\r\n"),
        arguments("a long header", POST + "X: " + "x".repeat(200_000) + "\r\n\r\n"),
        arguments("many headers", POST + "X: x\r\n".repeat(50_000) + "\r\n"),
        arguments("no number of bytes", POST + JSON + "Content-Length: ten\r\n\r\n{}"),
        arguments("fewer bytes than none", POST + JSON + "Content-Length: -1\r\n\r\n{}"),
        arguments("two lengths", POST + JSON + "Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}"),
        arguments(
            "a length beside chunks",
            POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled),
        arguments("no chunk", POST + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n"),
        arguments("an endless chunk", POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{"),
        arguments("another encoding", POST + "Transfer-Encoding: gzip\r\n\r\n{}"),
        arguments("part of a body", POST + JSON + "Content-Length: 100\r\n\r\n{\"user"),
        arguments("no target", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments("a tunnel", "CONNECT localhost:1 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments("another server", "GET http://other/api/users/ HTTP/1.1\r\nHost: other\r\n\r\n"),
        arguments("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        arguments("a handshake", "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0003"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void refuses(String what, String request) throws IOException {
    String answer = exchange(request.getBytes(StandardCharsets.ISO_8859_1));

    List<Integer> statuses =
        STATUS.matcher(answer).results().map(found -> Integer.valueOf(found.group(1))).toList();
    assertThat(statuses).as(answer).hasSizeLessThan(2);
    assertThat(statuses).as(answer).allMatch(s -> s >= 400 && s < 500 || NOT_KNOWN.contains(s));
    assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ");
    assertServesOthers();
  }

  /** Django passes such a value on; Keycloak would refuse it, in its own format. */
  @Test
  void aNullInAUrlIsNoValueToTheApi() {
    for (String path : List.of("/api/users/?x=%00", "/auth/me/?x=%00&format=json")) {
      api.asSuperuser().get(path).then().statusCode(200);
    }
    for (String path :
        List.of("/api/users/%00", "/auth/me/%00", "/o/%00", "/api/users/?format=%00")) {
      api.asSuperuser().get(path).then().statusCode(404).body("detail", equalTo("Not found."));
    }
    api.anonymous()
        .post("/o/token/?x=%00")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  /** The web server answers before anybody else is asked. */
  @Test
  void whatIsNoUrlIsRefusedWithoutABody() throws IOException {
    for (String target : List.of("/api/users/?x=%zz", "/o/token/%", "/auth/me/?x={}")) {
      String answer =
          exchange(
              ("GET " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(answer).as(target).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    }
  }

  @Test
  @Timeout(30)
  void stopsReadingABodyWithoutEnd() throws IOException {
    byte[] chunk = ("400\r\n" + "x".repeat(0x400) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write((POST + JSON + "Transfer-Encoding: chunked\r\n\r\n").getBytes());

      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(chunk);
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertServesOthers();
  }

  private void assertServesOthers() {
    api.anonymous()
        .contentType("application/json")
        .body(Map.of("token", "none"))
        .post("/api/token/verify/")
        .then()
        .statusCode(401);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** All that comes back until the server closes, or says nothing more. */
  private String exchange(byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        answer.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException nothingMore) {
      // A connection may stay open after an answer.
    } catch (IOException reset) {
      // A server need not read all of what it refuses.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
