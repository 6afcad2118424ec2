package io.authservice.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LongListsTest {

  private final LongLists lists = new LongLists(1, Duration.ofMillis(200));

  @AfterEach
  void close() {
    lists.close();
  }

  @Test
  void leavesAReaderWhoTakesNothing() throws IOException {
    PipedInputStream reader = new PipedInputStream(16);
    OutputStream out = lists.impatient(new PipedOutputStream(reader));
    out.write(new byte[16]);

    assertThatThrownBy(() -> out.write(new byte[16])).isInstanceOf(IOException.class);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void neverInterruptsWhoIsReadFastEnough() throws Exception {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    OutputStream out = lists.impatient(taken);
    for (int i = 0; i < 1000; i++) {
      out.write(new byte[] {1, 2, 3}, 0, 3);
    }
    out.flush();

    Thread.sleep(300);

    assertThat(taken.size()).isEqualTo(3000);
  }
}
