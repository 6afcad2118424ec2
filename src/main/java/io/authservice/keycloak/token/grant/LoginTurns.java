package io.authservice.keycloak.token.grant;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;

/**
 * Logins of one name, one at a time and in the order they came. Where Keycloak detects brute force
 * it lets a user log in once at a time on each node, and refuses who comes meanwhile; here they
 * wait before they ask it. Who waits keeps a thread of the server, and nothing else: so only some
 * may.
 */
public final class LoginTurns {

  /** Of one name, on this node: a service whose workers share an account has no more. */
  static final int MOST_OF_ONE_NAME = 32;

  /** Of all names, on this node: a quarter of the threads that the server has at least. */
  static final int MOST = 50;

  /** No request is kept longer. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(MOST);

  /** Those of one name: one who is at it, and the others. */
  private static final class Queue {
    private final Semaphore turn = new Semaphore(1, true);
    private int members;
  }

  /**
   * Logs in once nobody else of the name is at it.
   *
   * @param username as it was typed; names that differ in letter case only are one to Keycloak
   * @throws LoginsBusyException if as many wait as may, or if it takes too long
   */
  <T> T inTurn(RealmModel realm, String username, Supplier<T> login) {
    if (!realm.isBruteForceProtected()) {
      return login.get();
    }
    String name = realm.getId() + ' ' + username.toLowerCase(Locale.ROOT);
    Queue queue = enter(name);
    try {
      if (!queue.turn.tryAcquire() && !waited(queue)) {
        throw new LoginsBusyException();
      }
      try {
        return login.get();
      } finally {
        queue.turn.release();
      }
    } finally {
      leave(name);
    }
  }

  private Queue enter(String name) {
    return queues.compute(
        name,
        (key, known) -> {
          Queue queue = known == null ? new Queue() : known;
          if (queue.members > MOST_OF_ONE_NAME) {
            throw new LoginsBusyException();
          }
          queue.members++;
          return queue;
        });
  }

  private void leave(String name) {
    queues.computeIfPresent(name, (key, queue) -> --queue.members == 0 ? null : queue);
  }

  private boolean waited(Queue queue) {
    if (!room.tryAcquire()) {
      return false;
    }
    try {
      return queue.turn.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      room.release();
    }
  }

  /** How many names somebody logs in by, or waits for. */
  int names() {
    return queues.size();
  }

  int waiting() {
    return MOST - room.availablePermits();
  }
}
