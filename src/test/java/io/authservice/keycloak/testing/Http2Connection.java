package io.authservice.keycloak.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * HTTP/2 without TLS (RFC 9113), frame by frame, as no client library would use it. Headers are
 * sent uncompressed (RFC 7541 section 6.2.2).
 */
public final class Http2Connection implements AutoCloseable {

  public static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  public static final int GOAWAY = 7;

  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private int lastStream = -1;

  public Http2Connection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  public record Frame(int type, int flags, int stream, byte[] payload) {

    public boolean endsStream() {
      return type != SETTINGS && type != PING && (flags & END_STREAM) != 0;
    }
  }

  /** Opens a stream whose body is yet to come; returns its number. */
  public int post(String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    Map<String, String> pseudo =
        Map.of(":method", "POST", ":scheme", "http", ":path", path, ":authority", "localhost");
    pseudo.forEach((name, value) -> literal(block, name, value));
    literal(block, "content-type", "application/json");
    lastStream += 2;
    send(HEADERS, END_HEADERS, lastStream, block.toByteArray());
    return lastStream;
  }

  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  public void data(int stream, byte[] bytes) throws IOException {
    send(DATA, 0, stream, bytes);
  }

  public void end(int stream) throws IOException {
    send(DATA, END_STREAM, stream, new byte[0]);
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
  }

  /**
   * The next frame that tells something of a stream or of the connection's end.
   *
   * @throws IOException also if the server closed, or said nothing for that long
   */
  public Frame next(int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    while (true) {
      int head = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(head >>> 8);
      int type = head & 0xff;
      if (type == SETTINGS && (flags & ACK) == 0) {
        send(SETTINGS, ACK, 0, new byte[0]);
      } else if (type != SETTINGS && type != WINDOW_UPDATE && type != PING) {
        return new Frame(type, flags, stream, payload);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
