package io.authservice.keycloak.http.limit;

import static io.authservice.keycloak.logging.RequestLog.LOG;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Places that no request waits for longer than a second, however long the store takes. Once no
 * answer came nobody asks for a while; then one request does, and the others when it was answered.
 */
final class PatientPlaces implements SharedPlaces {

  /** Longer than a node waits that collects garbage, shorter than people do. */
  static final Duration LATE = Duration.ofSeconds(1);

  static final Duration PAUSE = Duration.ofSeconds(10);

  /** Threads that a store which hangs can keep. */
  private static final int AT_ONCE = 16;

  private static final int WAITING = 1000;

  private final SharedPlaces places;
  private final Ticker clock;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          task -> {
            Thread thread = new Thread(task, "auth-service-rates");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Pause pause = Pause.NONE;

  /**
   * @param clock for pauses
   */
  PatientPlaces(SharedPlaces places, Ticker clock) {
    this.places = places;
    this.clock = clock;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * @param end in the clock's nanoseconds
   */
  private record Pause(boolean on, long end) {

    static final Pause NONE = new Pause(false, 0);

    static Pause from(long now) {
      return new Pause(true, now + PAUSE.toNanos());
    }
  }

  @Override
  public Outcome take(String key, long seconds) {
    Pause before = pause;
    if (before.on() && !asksAgain(before, clock.read())) {
      return Outcome.UNKNOWN;
    }
    try {
      Outcome outcome = ask(key, seconds);
      if (before.on()) {
        goOn();
      }
      return outcome;
    } catch (TimeoutException late) {
      pause("no answer within " + LATE.toSeconds() + " s");
    } catch (RejectedExecutionException full) {
      pause("too many wait for answers");
    } catch (ExecutionException failed) {
      pause(failed.toString());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return Outcome.UNKNOWN;
  }

  private Outcome ask(String key, long seconds)
      throws TimeoutException, ExecutionException, InterruptedException {
    Future<Outcome> answer = threads.submit(() -> places.take(key, seconds));
    try {
      return answer.get(LATE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // One that has not begun need not.
      answer.cancel(false);
    }
  }

  /** One of those who come after the pause does, and begins another for the others. */
  private synchronized boolean asksAgain(Pause before, long now) {
    if (now - before.end() < 0 || !before.equals(pause)) {
      return false;
    }
    pause = Pause.from(now);
    return true;
  }

  private synchronized void goOn() {
    pause = Pause.NONE;
  }

  private synchronized void pause(String reason) {
    if (!pause.on()) {
      LOG.ratesCountedAlone(reason);
    }
    pause = Pause.from(clock.read());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
