package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.password.format.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerPasswordsTest {

  private static final int MEMORY_KIB = 64;

  private final MemoryBudget memory = new MemoryBudget(MEMORY_KIB);
  private final ServerPasswords passwords =
      new ServerPasswords(memory, HashTimes.IGNORED, AddedFormats.none());

  @Test
  void hashesOfAllSettingsWaitForTheSameMemory() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<String>> hashes =
          memory.within(
              MEMORY_KIB,
              () -> {
                List<Future<String>> waiting =
                    Stream.of(1, 2)
                        .map(passes -> passwords.with(argon2(passes)))
                        .map(django -> threads.submit(() -> django.encode("secret")))
                        .toList();
                for (Future<String> hash : waiting) {
                  assertThatExceptionOfType(TimeoutException.class)
                      .isThrownBy(() -> hash.get(300, TimeUnit.MILLISECONDS));
                }
                return waiting;
              });

      for (Future<String> hash : hashes) {
        assertThat(hash.get(1, TimeUnit.MINUTES)).startsWith("argon2$");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theSameSettingsAreSetUpOnce() {
    assertThat(passwords.with(argon2(1))).isSameAs(passwords.with(argon2(1)));
  }

  @Test
  void keepsNoMoreSettingsThanThereMayBe() {
    for (int passes = 1; passes <= ServerPasswords.MOST + 10; passes++) {
      passwords.with(argon2(passes));
    }

    assertThat(passwords.settings()).isBetween(1, ServerPasswords.MOST);
  }

  @Test
  void tellsOfEachHashByItsFormat() {
    List<String> computed = new ArrayList<>();
    DjangoPasswords django =
        new ServerPasswords(
                memory,
                (format, nanos) -> {
                  assertThat(nanos).isPositive();
                  computed.add(format);
                },
                AddedFormats.none())
            .with(argon2(1));

    String encoded = django.encode("secret");
    django.verify("secret", encoded);
    django.verify("wrong", "pbkdf2_sha256$1$salt$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    django.verify("wrong", "!");
    django.spendAsUnknownUser("secret");

    assertThat(computed).containsExactly("argon2", "argon2", "pbkdf2_sha256", "argon2", "argon2");
  }

  private static PasswordSettings argon2(int passes) {
    return PasswordSettings.of(new Encoding.Argon2id(8, passes, 1));
  }
}
