package io.authservice.keycloak.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends request targets exactly as they are written, which well-behaved clients do not. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int DEFAULT_PORT = 80;

  private final String host;
  private final int port;
  private final Optional<String> from;

  public RawHttp(String baseUrl) {
    this(baseUrl, Optional.empty());
  }

  /** From another address of this machine, which not every system has. */
  public static RawHttp from(String address, String baseUrl) {
    return new RawHttp(baseUrl, Optional.of(address));
  }

  private RawHttp(String baseUrl, Optional<String> from) {
    this.from = from;
    URI base = URI.create(baseUrl);
    if (!"http".equals(base.getScheme())) {
      throw new IllegalArgumentException("only plain HTTP can be written by hand");
    }
    host = base.getHost();
    port = base.getPort() < 0 ? DEFAULT_PORT : base.getPort();
  }

  /**
   * One GET.
   *
   * @param headers whole header lines
   */
  public Answer get(String target, String... headers) {
    return send("GET", target, headers);
  }

  /**
   * One request without a body.
   *
   * @param headers whole header lines
   */
  public Answer send(String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(host).append(':').append(port).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket()) {
      if (from.isPresent()) {
        socket.bind(new InetSocketAddress(from.get(), 0));
      }
      socket.connect(new InetSocketAddress(host, port));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(target, e);
    }
  }

  /** What came back, the headers unparsed. */
  public record Answer(int status, String headers, String body) {

    private static Answer of(String text) {
      int end = text.indexOf("\r\n\r\n");
      String headers = text.substring(0, end);
      return new Answer(
          Integer.parseInt(headers.split(" ", 3)[1]), headers, text.substring(end + 4));
    }
  }
}
