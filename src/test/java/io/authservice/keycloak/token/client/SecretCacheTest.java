package io.authservice.keycloak.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.format.Encoding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretCacheTest {

  private static final DjangoPasswords DJANGO =
      new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(300_000)));

  private final SecretCache secrets = new SecretCache(DJANGO);
  private final String hash = DJANGO.encode("secret");

  @Test
  void tellsTheRightSecretFromOthersBeforeAndAfterItWasShown() {
    assertThat(secrets.isRight("a", hash, "other")).isFalse();
    assertThat(secrets.isRight("a", hash, "secret")).isTrue();
    assertThat(secrets.isRight("a", hash, "secret")).isTrue();
    assertThat(secrets.isRight("a", hash, "other")).isFalse();
    assertThat(secrets.isRight("a", hash, hash)).isFalse();
  }

  @Test
  void aReplacedHashIsHeeded() {
    String replaced = DJANGO.encode("other");

    assertThat(secrets.isRight("a", hash, "secret")).isTrue();
    assertThat(secrets.isRight("a", replaced, "secret")).isFalse();
    assertThat(secrets.isRight("a", replaced, "other")).isTrue();
    assertThat(secrets.isRight("b", hash, "other")).isFalse();
  }

  @Test
  void theRightSecretIsCheapTheSecondTimeAndAWrongOneNever() {
    Duration first = time("secret");
    Duration second = time("secret");
    Duration wrong = time("other");

    assertThat(second).isLessThan(first.dividedBy(4));
    assertThat(wrong).isGreaterThan(second.multipliedBy(4));
  }

  /** Who a client is, is no secret: nothing is hidden by working as long as for another's. */
  @Test
  void aWrongSecretCostsWhatTheHashAsksForAlone() {
    String quick =
        new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(2))).encode("secret");
    SecretCache clients = new SecretCache(new DjangoPasswords(PasswordSettings.forStoredAlone()));
    time(clients, quick, "other");

    assertThat(time(clients, quick, "other"))
        .isLessThan(time(clients, hash, "other").dividedBy(20));
  }

  private Duration time(String secret) {
    return time(secrets, hash, secret);
  }

  private static Duration time(SecretCache secrets, String hash, String secret) {
    long start = System.nanoTime();
    secrets.isRight("a", hash, secret);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void keepsNoMoreClientsThanThereMayBe() {
    String quick =
        new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(1))).encode("s");
    for (int client = 0; client < SecretCache.MOST + 10; client++) {
      assertThat(secrets.isRight("client" + client, quick, "s")).isTrue();
    }

    assertThat(secrets.clients()).isBetween(1, SecretCache.MOST);
  }
}
