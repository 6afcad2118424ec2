package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.key.UserId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Ids of users in the order in which they came, all of one kind: 16 bytes each. */
final class UserIdList {

  private static final int FIRST = 1024;

  private long[] high = new long[FIRST];
  private long[] low = new long[FIRST];
  private boolean universal;
  private int size;

  void add(UserId id) {
    if (size == high.length) {
      high = Arrays.copyOf(high, size * 2);
      low = Arrays.copyOf(low, size * 2);
    }
    if (id instanceof UserId.Universal known) {
      universal = true;
      high[size] = known.uuid().getMostSignificantBits();
      low[size] = known.uuid().getLeastSignificantBits();
    } else {
      high[size] = ((UserId.Whole) id).number();
    }
    size++;
  }

  UserId get(int place) {
    return universal ? UserId.of(new UUID(high[place], low[place])) : UserId.of(high[place]);
  }

  /** Those from one place to before another. */
  Set<UserId> between(int from, int to) {
    Set<UserId> ids = new HashSet<>();
    for (int place = from; place < to; place++) {
      ids.add(get(place));
    }
    return ids;
  }

  int size() {
    return size;
  }
}
