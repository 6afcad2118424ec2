package io.authservice.keycloak.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests exactly as it is told: any method, target, header and body, which well-behaved
 * clients mend or refuse. Each request has a connection of its own; redirects are answers.
 */
final class PlainHttp {
  private static final int TIMEOUT_MILLIS = 30_000;

  /** These say how long their body is even if it is empty (RFC 9110 section 8.6). */
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final URI base;
  private final SocketFactory sockets;
  private final int port;

  PlainHttp(String baseUrl) {
    base = URI.create(baseUrl);
    boolean secure = base.getScheme().equals("https");
    sockets = secure ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
    port = base.getPort() > 0 ? base.getPort() : secure ? 443 : 80;
  }

  /**
   * @param target below the base address, sent as it is
   * @param body nothing for none, which is not the same as an empty one
   */
  Came send(String method, String target, List<Header> headers, Optional<byte[]> body) {
    try (Socket socket = sockets.createSocket(base.getHost(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      write(socket.getOutputStream(), head(method, target, headers, body), body);
      return HttpAnswer.parse(all(socket.getInputStream()), method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    }
  }

  private byte[] head(String method, String target, List<Header> headers, Optional<byte[]> body) {
    StringBuilder head = new StringBuilder(method + " " + base.getRawPath() + target + " HTTP/1.1");
    if (headers.stream().noneMatch(header -> header.isCalled("Host"))) {
      head.append("\r\nHost: ").append(base.getRawAuthority());
    }
    if (headers.stream().noneMatch(header -> header.isCalled("Accept"))) {
      head.append("\r\nAccept: */*");
    }
    headers.forEach(
        header -> head.append("\r\n").append(header.name()).append(": ").append(header.value()));
    if (body.isPresent() || WITH_BODY.contains(method)) {
      head.append("\r\nContent-Length: ").append(body.map(bytes -> bytes.length).orElse(0));
    }
    return head.append("\r\nConnection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, byte[] head, Optional<byte[]> body)
      throws IOException {
    out.write(head);
    try {
      out.write(body.orElse(new byte[0]));
      out.flush();
    } catch (IOException e) {
      // Who refuses a large body need not read it to its end; the answer is there nevertheless.
    }
  }

  private static byte[] all(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.write(buffer, 0, count);
      }
    } catch (IOException e) {
      if (read.size() == 0) {
        throw e;
      }
    }
    return read.toByteArray();
  }
}
