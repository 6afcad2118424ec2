package io.authservice.keycloak.token.mail;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mails that this node is to send, once the answer to whoever asked is on its way: what a mail
 * server takes must not tell whether there was a mail at all.
 */
public final class MailQueue implements AutoCloseable {

  /** So many requests wait at most; more are turned away. */
  private static final int MOST_WAITING = 1000;

  /** Each keeps a thread and a connection to the database while the mail server takes its time. */
  private static final int MOST_AT_ONCE = 2;

  private static final int SECONDS_AT_THE_END = 5;

  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor senders =
      new ThreadPoolExecutor(
          MOST_AT_ONCE,
          MOST_AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          this::thread);

  /** Nothing is to be sent yet. */
  public MailQueue() {
    senders.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "auth-service-mail-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Has it done as soon as possible.
   *
   * @return false if too much is waiting already
   */
  boolean add(Runnable sending) {
    try {
      senders.execute(sending);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** What waits is sent as far as a few seconds allow. */
  @Override
  public void close() {
    senders.shutdown();
    try {
      if (!senders.awaitTermination(SECONDS_AT_THE_END, TimeUnit.SECONDS)) {
        senders.shutdownNow();
      }
    } catch (InterruptedException e) {
      senders.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
