package io.authservice.keycloak.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A shop of static files, on localhost: a page of its own at {@code /}, others by their paths,
 * recipes at its root as well.
 */
final class ShopPages implements AutoCloseable {

  private final HttpServer http;
  private volatile Path first = Path.of("");
  private volatile Path files = Path.of("");

  ShopPages() {
    try {
      http = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  String address() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** What it shows from now on. */
  void show(Path first, Path files) {
    this.first = first;
    this.files = files;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path file = path.equals("/") ? first : files.resolve(path.substring(1)).normalize();
    if (!Files.exists(file)) {
      file = files.resolve("recipes").resolve(path.substring(1)).normalize();
    }
    boolean found = file.startsWith(files) && Files.isRegularFile(file);
    byte[] content = found ? Files.readAllBytes(file) : new byte[0];
    exchange
        .getResponseHeaders()
        .set("Content-Type", file.toString().endsWith("html") ? "text/html" : "text/javascript");
    exchange.sendResponseHeaders(found ? 200 : 404, found ? content.length : -1);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
