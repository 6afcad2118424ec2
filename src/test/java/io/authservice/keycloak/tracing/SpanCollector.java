package io.authservice.keycloak.tracing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as a collector of OpenTelemetry does, by HTTP ({@code opentelemetry-proto}). */
final class SpanCollector implements AutoCloseable {

  private final HttpServer http;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  /** A span, and its attributes as texts. */
  record CollectedSpan(String tracer, String name, Map<String, String> attributes) {}

  SpanCollector() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    http.start();
  }

  String address() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** All that arrived, as characters of one byte. */
  String everything() {
    StringBuilder text = new StringBuilder();
    bodies.forEach(body -> text.append(new String(body, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  List<CollectedSpan> spans() {
    List<CollectedSpan> spans = new ArrayList<>();
    for (byte[] body : bodies) {
      for (Message resource : new Message(body).messages(1)) {
        for (Message scope : resource.messages(2)) {
          String tracer = scope.messages(1).get(0).text(1);
          scope.messages(2).forEach(span -> spans.add(span(tracer, span)));
        }
      }
    }
    return spans;
  }

  private static CollectedSpan span(String tracer, Message span) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Message attribute : span.messages(9)) {
      Message value = attribute.messages(2).get(0);
      attributes.put(
          attribute.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
    }
    return new CollectedSpan(tracer, span.text(5), attributes);
  }

  @Override
  public void close() {
    http.stop(0);
  }

  /** A message of Protocol Buffers, by the numbers of its fields. */
  private static final class Message {

    private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    private final byte[] bytes;
    private int at;

    Message(byte[] bytes) {
      this.bytes = bytes;
      while (at < bytes.length) {
        long tag = varint();
        fields.computeIfAbsent((int) (tag >>> 3), n -> new ArrayList<>()).add(value((int) tag & 7));
      }
    }

    private Object value(int type) {
      return switch (type) {
        case 0 -> varint();
        case 1 -> skip(8);
        case 2 -> skip((int) varint());
        case 5 -> skip(4);
        default -> throw new IllegalStateException("no wire type: " + type);
      };
    }

    private byte[] skip(int length) {
      byte[] part = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return part;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    boolean has(int field) {
      return fields.containsKey(field);
    }

    List<Message> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream()
          .map(value -> new Message((byte[]) value))
          .toList();
    }

    String text(int field) {
      return has(field)
          ? new String((byte[]) fields.get(field).get(0), StandardCharsets.UTF_8)
          : "";
    }

    long number(int field) {
      return has(field) && fields.get(field).get(0) instanceof Long number ? number : 0;
    }
  }
}
