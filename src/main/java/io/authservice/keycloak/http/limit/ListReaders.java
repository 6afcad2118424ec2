package io.authservice.keycloak.http.limit;

import io.authservice.keycloak.http.routing.ClientConnections;
import io.authservice.keycloak.wire.error.ApiException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;

/**
 * Lists too long to be sent in one piece. Each keeps a thread of the server and a connection to the
 * database for as long as its reader takes: only some are read at a time, and a reader who takes
 * nothing is left.
 */
public final class ListReaders implements AutoCloseable {

  private static final int RETRY_SECONDS = 1;

  /** What is written at most before it is seen what has become of it. */
  private static final int AHEAD = 128 << 10;

  private final Connection connection;
  private final Semaphore free;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "auth-service-long-lists");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Readers of them.
   *
   * @param connection of the reader that is written to
   * @param atOnce at most, on this server
   * @param patience with a reader who takes nothing
   */
  ListReaders(Connection connection, int atOnce, Duration patience) {
    this.connection = connection;
    this.free = new Semaphore(atOnce);
    this.patience = patience;
    // One is set for every write, and hardly any goes off.
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Those of the API, as the options have it. */
  public static ListReaders of(Config.Scope options) {
    return of(
        atLeastOne("list-readers", options.getInt("list-readers", 16)),
        Duration.ofSeconds(
            atLeastOne("list-stall-timeout", options.getInt("list-stall-timeout", 30))));
  }

  /**
   * Others, who do not count among those of the API.
   *
   * @param atOnce at most, on this server
   * @param patience with a reader who takes nothing
   */
  public static ListReaders of(int atOnce, Duration patience) {
    return new ListReaders(
        new Connection() {
          private final ClientConnections connections = new ClientConnections();

          @Override
          public void awaitHandedOver() throws InterruptedException {
            connections.awaitHandedOver();
          }

          @Override
          public void cutOff() {
            connections.cutOff();
          }
        },
        atOnce,
        patience);
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be 1 or more");
    }
    return value;
  }

  /**
   * Makes room for one more, until the session ends.
   *
   * @throws ApiException 429 if there is none
   */
  public void enter(KeycloakSession session) {
    if (!free.tryAcquire()) {
      throw ApiException.throttled(RETRY_SECONDS);
    }
    AtomicBoolean left = new AtomicBoolean();
    session.enlistForClose(
        () -> {
          if (left.compareAndSet(false, true)) {
            free.release();
          }
        });
  }

  /** The way to the reader of the current request. */
  interface Connection {

    /** Returns once nothing that was written is on its way to the network any more. */
    void awaitHandedOver() throws InterruptedException;

    void cutOff();
  }

  /** Writes a list. */
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes a list to whoever takes it. When it breaks off, for whatever reason, so does the
   * connection: the server would put an error's text behind it, and end the answer well.
   *
   * @throws IOException if the reader is gone, or takes nothing for too long
   */
  public void write(OutputStream out, Writing list) throws IOException {
    try {
      list.to(impatient(out));
    } catch (IOException | RuntimeException brokenOff) {
      connection.cutOff();
      throw brokenOff;
    }
  }

  private OutputStream impatient(OutputStream out) {
    return new FilterOutputStream(out) {
      private int ahead;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Write write = new Write();
        try {
          out.write(bytes, offset, length);
          ahead += length;
          if (ahead >= AHEAD) {
            ahead = 0;
            connection.awaitHandedOver();
          }
        } catch (InterruptedException late) {
          throw new InterruptedIOException("the reader takes nothing");
        } finally {
          write.end();
        }
      }

      @Override
      public void flush() throws IOException {
        Write write = new Write();
        try {
          out.flush();
        } finally {
          write.end();
        }
      }
    };
  }

  /** A write that may block. Interrupted, it fails. */
  private final class Write {

    private final Thread writer = Thread.currentThread();
    private final Future<?> alarm =
        clock.schedule(this::interrupt, patience.toMillis(), TimeUnit.MILLISECONDS);
    private boolean over;
    private boolean interrupted;

    private synchronized void interrupt() {
      if (!over) {
        interrupted = true;
        writer.interrupt();
      }
    }

    private synchronized void end() {
      over = true;
      alarm.cancel(false);
      if (interrupted) {
        // The write may have ended all the same: what the thread does next must not fail of it.
        Thread.interrupted();
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
