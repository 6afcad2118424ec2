package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server's management interface tells: {@code /metrics} and {@code /health/ready}. */
public final class MetricsPage {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public MetricsPage(int managementPort) {
    base = "http://localhost:" + managementPort;
  }

  /** The whole text of {@code /metrics}. */
  public String text() {
    return get("/metrics").body();
  }

  /** The answer of {@code /health/ready}, whatever it is. */
  public HttpResponse<String> readiness() {
    return get("/health/ready");
  }

  /** The value of one series; nought while there is none. */
  public double value(String name, Map<String, String> labels) {
    return find(name, labels).orElse(0.0);
  }

  /** The value of one series, named by all its labels. */
  public Optional<Double> find(String name, Map<String, String> labels) {
    Set<String> wanted =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.toSet());
    return text()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> labels(line).equals(wanted))
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }

  private static Set<String> labels(String line) {
    String inside = line.substring(line.indexOf('{') + 1, line.lastIndexOf('}'));
    return Set.of(inside.split(",(?=[a-zA-Z_]+=)"));
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
