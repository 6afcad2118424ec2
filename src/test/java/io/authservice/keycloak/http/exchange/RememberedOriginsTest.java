package io.authservice.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedOriginsTest {

  private static final String APP = "https://app.example";
  private static final String SPA = "https://spa.example";

  private final AtomicLong now = new AtomicLong(-5);
  private final RememberedOrigins origins = new RememberedOrigins(Set.of(APP), now::get);

  @Test
  void knowOfEachRealmsOriginsWhoMaySendCookies() {
    origins.note("one", SPA, true);
    origins.note("two", SPA, false);

    assertThat(origins.trusted("one", SPA)).contains(true);
    assertThat(origins.trusted("two", SPA)).contains(false);
    assertThat(origins.trusted("three", SPA)).isEmpty();
  }

  @Test
  void neverForgetThoseThatAreConfigured() {
    assertThat(origins.trusted("one", APP)).contains(false);
  }

  @Test
  void forgetAfterAnHour() {
    origins.note("one", SPA, false);
    now.addAndGet(Duration.ofHours(1).toNanos() - 1);
    assertThat(origins.trusted("one", SPA)).isPresent();

    now.incrementAndGet();

    assertThat(origins.trusted("one", SPA)).isEmpty();
  }

  @Test
  void keepNoMoreThanAThousandAndThoseThatWereSeenLast() {
    for (int i = 0; i < 1000; i++) {
      origins.note("one", SPA + ":" + i, false);
    }
    origins.note("one", SPA + ":0", false);

    origins.note("one", SPA, false);

    assertThat(origins.trusted("one", SPA + ":0")).isPresent();
    assertThat(origins.trusted("one", SPA + ":1")).isEmpty();
    assertThat(origins.trusted("one", SPA)).isPresent();
  }
}
