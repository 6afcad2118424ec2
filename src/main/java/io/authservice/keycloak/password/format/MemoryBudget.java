package io.authservice.keycloak.password.format;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets as many memory-hard hashes run at once as fit into a share of the heap; others wait their
 * turn. Django's default for Argon2 takes 100 MiB: a handful of logins at the same moment could
 * otherwise exhaust the memory of the server.
 */
public final class MemoryBudget {

  private static final int SHARE_OF_HEAP = 4;

  private final int totalKib;
  private final Semaphore free;

  public MemoryBudget(int totalKib) {
    this.totalKib = totalKib;
    this.free = new Semaphore(totalKib, true);
  }

  /** A quarter of the most heap the server may use. */
  public static MemoryBudget ofHeap() {
    long kib = Runtime.getRuntime().maxMemory() / 1024 / SHARE_OF_HEAP;
    return new MemoryBudget((int) Math.min(kib, Integer.MAX_VALUE));
  }

  /** Runs work that takes so much memory; what takes more than there is runs alone. */
  public <T> T within(int kib, Supplier<T> work) {
    int share = Math.min(kib, totalKib);
    free.acquireUninterruptibly(share);
    try {
      return work.get();
    } finally {
      free.release(share);
    }
  }
}
