package io.authservice.keycloak.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * A number of clients, each with a connection and users of its own, that send one request after the
 * other.
 */
final class Load implements AutoCloseable {

  private final ServerProcess server;
  private final List<Client> clients;
  private final ExecutorService threads;

  Load(ServerProcess server, int connections, int users) {
    this.server = server;
    clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(new Client(i, connections, users));
    }
    threads = Executors.newFixedThreadPool(connections);
  }

  /**
   * Sends requests for as long as told.
   *
   * @param request the request on behalf of the user of this number
   * @throws IllegalStateException if any answer is not a success
   */
  Speed run(IntFunction<HttpRequest> request, Duration time) throws InterruptedException {
    Duration before = server.processorTime();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Callable<Long>> work = new ArrayList<>();
    clients.forEach(client -> work.add(() -> client.send(request, end)));
    long answers = 0;
    try {
      for (Future<Long> sent : threads.invokeAll(work)) {
        answers += sent.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration used = server.processorTime().minus(before);
    return new Speed(answers / seconds, used.toNanos() / 1e6 / answers);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static final class Client {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int step;
    private final int users;
    private int user;

    Client(int first, int step, int users) {
      this.user = first;
      this.step = step;
      this.users = users;
    }

    long send(IntFunction<HttpRequest> request, long end) throws IOException, InterruptedException {
      long answers = 0;
      for (; System.nanoTime() < end; answers++) {
        HttpResponse<byte[]> response =
            http.send(request.apply(user), BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
          throw new IllegalStateException(
              response.uri() + " answered " + response.statusCode() + " " + new String(response.body()));
        }
        user = user + step < users ? user + step : user % step;
      }
      return answers;
    }
  }
}
