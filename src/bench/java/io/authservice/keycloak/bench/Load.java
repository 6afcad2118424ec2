package io.authservice.keycloak.bench;

import java.io.IOException;
import java.net.URI;
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

  Load(ServerProcess server, URI address, int connections, int users) throws IOException {
    this.server = server;
    clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(
          new Client(
              new HttpConnection(address.getHost(), address.getPort()), i, connections, users));
    }
    threads = Executors.newFixedThreadPool(connections);
  }

  /**
   * Sends requests for as long as told.
   *
   * @param request the request on behalf of the user of this number
   * @throws IllegalStateException if any answer is not a success
   */
  Speed run(IntFunction<Request> request, Duration time) throws InterruptedException {
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
  public void close() throws IOException {
    threads.shutdownNow();
    for (Client client : clients) {
      client.connection.close();
    }
  }

  private static final class Client {
    private final HttpConnection connection;
    private final int step;
    private final int users;
    private int user;

    Client(HttpConnection connection, int first, int step, int users) {
      this.connection = connection;
      this.user = first;
      this.step = step;
      this.users = users;
    }

    long send(IntFunction<Request> request, long end) throws IOException {
      long answers = 0;
      for (; System.nanoTime() < end; answers++) {
        connection.send(request.apply(user));
        user = user + step < users ? user + step : user % step;
      }
      return answers;
    }
  }
}
