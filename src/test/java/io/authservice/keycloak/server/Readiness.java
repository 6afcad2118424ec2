package io.authservice.keycloak.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Asks a server that was just started until it is ready. */
final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Process process;
  private final URI health;
  private final URI root;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Readiness(Process process, String baseUrl, int managementPort) {
    this.process = process;
    this.root = URI.create(baseUrl + "/realms/master");
    this.health = URI.create("http://localhost:" + managementPort + "/health/ready");
  }

  /**
   * @throws ServerException when the process ends or the time is over before
   */
  void await(Duration timeout) {
    Instant end = Instant.now().plus(timeout);
    // The health check may be well before the server listens on its own port.
    while (!isOk(health) || !isOk(root)) {
      if (!process.isAlive()) {
        throw new ServerException("the server ended with status " + process.exitValue());
      }
      if (Instant.now().isAfter(end)) {
        throw new ServerException("the server was not ready after " + timeout.toSeconds() + " s");
      }
      pause();
    }
  }

  private boolean isOk(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerException("interrupted while the server was starting", e);
  }
}
