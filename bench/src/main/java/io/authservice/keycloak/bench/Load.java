package io.authservice.keycloak.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A number of clients, each with a connection and subjects of its own, that send one request after
 * the other.
 */
final class Load implements AutoCloseable {

  private final Side side;
  private final List<Client> clients;
  private final ExecutorService threads;

  Load(Side side, int connections) throws IOException {
    this.side = side;
    clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(
          new Client(
              new HttpConnection(side.address().getHost(), side.address().getPort()),
              i,
              connections));
    }
    threads = Executors.newFixedThreadPool(connections);
  }

  /**
   * Sends requests for as long as told.
   *
   * @throws IllegalStateException if any answer is not a success
   */
  Speed run(Duration time) throws InterruptedException {
    Duration before = side.server().processorTime();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Callable<Long>> work = new ArrayList<>();
    clients.forEach(client -> work.add(() -> client.send(end)));
    long answers = 0;
    try {
      for (Future<Long> sent : threads.invokeAll(work)) {
        answers += sent.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration used = side.server().processorTime().minus(before);
    return new Speed(answers / seconds, used.toNanos() / 1e6 / answers);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Client client : clients) {
      client.connection.close();
    }
  }

  private final class Client {
    private final HttpConnection connection;
    private final int step;
    private int subject;

    Client(HttpConnection connection, int first, int step) {
      this.connection = connection;
      this.subject = first;
      this.step = step;
    }

    long send(long end) throws IOException {
      long answers = 0;
      for (; System.nanoTime() < end; answers++) {
        connection.send(side.request().apply(subject));
        subject = subject + step < side.subjects() ? subject + step : subject % step;
      }
      return answers;
    }
  }
}
