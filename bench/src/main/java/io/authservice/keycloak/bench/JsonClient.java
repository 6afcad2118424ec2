package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends what is not measured, and reads the answers. */
final class JsonClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * The answer's body.
   *
   * @throws IllegalStateException if its status is not the one that is wanted
   */
  JsonNode send(HttpRequest.Builder request, int wanted) {
    try {
      return JSON.readTree(body(request, wanted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, whatever the answer's body. */
  String body(HttpRequest.Builder request, int wanted) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != wanted) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
