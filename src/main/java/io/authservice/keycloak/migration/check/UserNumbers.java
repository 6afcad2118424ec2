package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.key.UserId;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Numbers that stand for users: an integer for itself, UUIDs for their places. All users who are
 * taken in have ids of one kind.
 */
final class UserNumbers {

  private static final int FIRST = 1024;

  private final LongMap places = new LongMap();
  private long[] high = new long[FIRST];
  private long[] low = new long[FIRST];
  private int size;
  private boolean universal;

  /** The number of a user, who is taken in. */
  long number(UserId id) {
    if (id instanceof UserId.Whole whole) {
      return whole.number();
    }
    universal = true;
    UUID uuid = ((UserId.Universal) id).uuid();
    long key = key(uuid);
    OptionalLong known = places.get(key);
    while (known.isPresent()) {
      if (at(known.getAsLong()).equals(uuid)) {
        return known.getAsLong();
      }
      known = places.get(++key);
    }
    if (size == high.length) {
      high = Arrays.copyOf(high, size * 2);
      low = Arrays.copyOf(low, size * 2);
    }
    high[size] = uuid.getMostSignificantBits();
    low[size] = uuid.getLeastSignificantBits();
    places.putIfAbsent(key, size);
    return size++;
  }

  /** The number of a user; empty for a UUID that was not taken in, or an integer among UUIDs. */
  OptionalLong find(UserId id) {
    if (id instanceof UserId.Whole whole) {
      return universal ? OptionalLong.empty() : OptionalLong.of(whole.number());
    }
    UUID uuid = ((UserId.Universal) id).uuid();
    long key = key(uuid);
    for (OptionalLong known = places.get(key); known.isPresent(); known = places.get(++key)) {
      if (at(known.getAsLong()).equals(uuid)) {
        return known;
      }
    }
    return OptionalLong.empty();
  }

  /** Whom a number stands for. */
  UserId id(long number) {
    return universal ? UserId.of(at(number)) : UserId.of(number);
  }

  /** Some versions of UUIDs differ in few bits. */
  private static long key(UUID uuid) {
    long mixed = uuid.getMostSignificantBits() * 0xff51afd7ed558ccdL;
    return (mixed ^ (mixed >>> 32)) + uuid.getLeastSignificantBits() * 0xc4ceb9fe1a85ec53L;
  }

  private UUID at(long place) {
    return new UUID(high[(int) place], low[(int) place]);
  }
}
