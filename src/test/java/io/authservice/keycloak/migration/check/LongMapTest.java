package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {

  @Test
  void remembersWhatItWasGivenFirst() {
    LongMap table = new LongMap();
    Map<Long, Long> expected = new HashMap<>();
    Random random = new Random(7);
    for (long value = 0; value < 50_000; value++) {
      long key = value % 3 == 0 ? value : random.nextLong() >> random.nextInt(60);
      Long known = expected.putIfAbsent(key, value);

      if (known == null) {
        assertThat(table.putIfAbsent(key, value)).isEmpty();
      } else {
        assertThat(table.putIfAbsent(key, value)).hasValue(known);
      }
    }
  }
}
