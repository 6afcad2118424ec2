package io.authservice.keycloak.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads the list as it comes, and keeps none of it. */
final class ListReader {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;
  private final String token;

  ListReader(String baseUrl) {
    this.baseUrl = baseUrl;
    this.token = new AccessTokens(baseUrl).superuser();
  }

  /**
   * One list.
   *
   * @param rows the objects in it
   * @param time from the request to the last byte
   */
  record Reading(long bytes, long rows, Duration time) {}

  Reading readAll() {
    return readPausing(Long.MAX_VALUE, () -> {});
  }

  /** Stops reading after so many bytes until the pause is over. */
  Reading readPausing(long after, Runnable pause) {
    long start = System.nanoTime();
    try (InputStream list = open()) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      long rows = 0;
      boolean paused = false;
      for (int read = list.read(buffer); read >= 0; read = list.read(buffer)) {
        bytes += read;
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '{') {
            rows++;
          }
        }
        if (!paused && bytes >= after) {
          paused = true;
          pause.run();
        }
      }
      return new Reading(bytes, rows, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void requireRows(Reading reading, int rows) {
    if (reading.rows() != rows) {
      throw new IllegalStateException(reading.rows() + " rows arrived instead of " + rows);
    }
  }

  private InputStream open() throws IOException {
    HttpResponse<InputStream> response =
        send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/api/users/"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofInputStream());
    return response.body();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      HttpResponse<T> response = http.send(request, body);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + " answered " + response.statusCode());
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
