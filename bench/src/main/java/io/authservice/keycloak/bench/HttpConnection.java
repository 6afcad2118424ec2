package io.authservice.keycloak.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection that is kept open, with one request at a time. It does as little as it can: client
 * and server share the processors, and what the client takes makes the two sides of a comparison
 * look alike.
 */
final class HttpConnection implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHUNKED =
      Pattern.compile("\r\ntransfer-encoding: *chunked\r\n", Pattern.CASE_INSENSITIVE);
  private static final int HEAD_MOST = 16_384;

  private final Socket socket;
  private final InputStream in;
  private final byte[] head = new byte[HEAD_MOST];

  HttpConnection(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), HEAD_MOST);
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws IllegalStateException if it is not a success, or one that only the end of the
   *     connection ends
   */
  void send(Request request) throws IOException {
    socket.getOutputStream().write(request.bytes());
    String answer = new String(head, 0, readHead(), ISO_8859_1);
    if (!answer.startsWith("HTTP/1.1 2")) {
      throw new IllegalStateException(request.line() + " was answered " + answer);
    }
    Matcher length = LENGTH.matcher(answer);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    } else if (CHUNKED.matcher(answer).find()) {
      skipChunks();
    } else {
      throw new IllegalStateException(request.line() + " was answered " + answer);
    }
  }

  /** RFC 9112 section 7.1; nobody here sends extensions or trailers. */
  private void skipChunks() throws IOException {
    long size;
    do {
      size = Long.parseLong(readLine(), 16);
      in.skipNBytes(size + 2);
    } while (size > 0);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("no whole chunk");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private int readHead() throws IOException {
    int read = 0;
    while (!endsHead(read)) {
      int next = in.read();
      if (next < 0 || read == HEAD_MOST) {
        throw new EOFException("no whole answer: " + new String(head, 0, read, ISO_8859_1));
      }
      head[read++] = (byte) next;
    }
    return read;
  }

  private boolean endsHead(int read) {
    return read >= 4
        && head[read - 1] == '\n'
        && head[read - 2] == '\r'
        && head[read - 3] == '\n'
        && head[read - 4] == '\r';
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
