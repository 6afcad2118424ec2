package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListReadersTest {

  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger awaited = new AtomicInteger();
  private final ListReaders lists =
      new ListReaders(
          new ListReaders.Connection() {
            @Override
            public void awaitHandedOver() {
              awaited.incrementAndGet();
            }

            @Override
            public void cutOff() {
              cutOff.incrementAndGet();
            }
          },
          1,
          Duration.ofMillis(200));

  @AfterEach
  void close() {
    lists.close();
  }

  @Test
  void leavesAReaderWhoTakesNothing() throws IOException {
    PipedOutputStream full = new PipedOutputStream(new PipedInputStream(16));

    assertThatThrownBy(() -> lists.write(full, out -> out.write(new byte[17])))
        .isInstanceOf(IOException.class);

    assertThat(cutOff).hasValue(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leavesTheReaderOfAListThatBreaksOff() {
    assertThatThrownBy(
            () ->
                lists.write(
                    new ByteArrayOutputStream(),
                    out -> {
                      throw new IllegalStateException("gone");
                    }))
        .hasMessage("gone");

    assertThat(cutOff).hasValue(1);
  }

  @Test
  void neverInterruptsWhoIsReadFastEnough() throws Exception {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    lists.write(
        taken,
        out -> {
          for (int i = 0; i < 1000; i++) {
            out.write(new byte[] {1, 2, 3}, 0, 3);
          }
          out.flush();
        });

    Thread.sleep(300);

    assertThat(taken.size()).isEqualTo(3000);
    assertThat(cutOff).hasValue(0);
  }

  @Test
  void seesNowAndThenWhatHasBecomeOfWhatWasWritten() throws Exception {
    lists.write(
        new ByteArrayOutputStream(),
        out -> {
          for (int i = 0; i < 100; i++) {
            out.write(new byte[8 << 10], 0, 8 << 10);
          }
        });

    assertThat(awaited).hasValue(6);
  }
}
