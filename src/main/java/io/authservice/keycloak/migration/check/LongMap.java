package io.authservice.keycloak.migration.check;

import java.util.OptionalLong;

/**
 * Numbers by numbers, 16 bytes an entry at best: a million users' names, ids and addresses are
 * compared in some tens of megabytes.
 */
final class LongMap {

  private long[] keys = new long[1024];
  private long[] values = new long[1024];
  private boolean[] used = new boolean[1024];
  private int size;

  /** Enters a value unless the key has one already, which is returned. */
  OptionalLong putIfAbsent(long key, long value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (used[slot]) {
      return OptionalLong.of(values[slot]);
    }
    used[slot] = true;
    keys[slot] = key;
    values[slot] = value;
    size++;
    return OptionalLong.empty();
  }

  /** The value of a key; empty if it has none. */
  OptionalLong get(long key) {
    int slot = slot(key);
    return used[slot] ? OptionalLong.of(values[slot]) : OptionalLong.empty();
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & (keys.length - 1);
    while (used[slot] && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    boolean[] oldUsed = used;
    keys = new long[oldKeys.length * 2];
    values = new long[keys.length];
    used = new boolean[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldUsed[i]) {
        int slot = slot(oldKeys[i]);
        used[slot] = true;
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
