package io.authservice.keycloak.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that asks, and leaves the answer where it is until somebody looks at it. */
public final class SlowReader implements AutoCloseable {

  private static final int WINDOW = 4096;
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  private SlowReader(Socket socket) {
    this.socket = socket;
  }

  public static SlowReader get(String baseUrl, String path, String token) {
    URI server = URI.create(baseUrl);
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(WINDOW);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      socket
          .getOutputStream()
          .write(
              String.join(
                      "\r\n",
                      "GET " + path + " HTTP/1.1",
                      "Host: " + server.getAuthority(),
                      "Authorization: Bearer " + token,
                      "Connection: close",
                      "",
                      "")
                  .getBytes(StandardCharsets.US_ASCII));
      return new SlowReader(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status line's, as soon as it is there; asked once. */
  public int status() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      line.append((char) c);
    }
    return Integer.parseInt(line.toString().split(" ", -1)[1]);
  }

  /** Reads what is left; whether it ends as an answer ends, not just with the connection. */
  public boolean isComplete() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(rest);
    } catch (IOException reset) {
      return false;
    }
    return rest.toString(StandardCharsets.UTF_8).endsWith("\r\n0\r\n\r\n");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
