package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.AccountsUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final long PAUSE = 1_000_000_000L;

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - PAUSE / 2);
  private final CircuitBreaker guard = new CircuitBreaker("component", time::get);

  @Test
  void letsEverybodyTryWhileTheDatabaseAnswers() {
    assertOpen();
    assertOpen();
  }

  @Test
  void letsNobodyTryJustAfterAFailureAndThenOneASecond() {
    guard.failed(failure());

    assertClosed();
    time.addAndGet(PAUSE - 1);
    assertClosed();
    time.addAndGet(1);
    assertOpen();
    assertClosed();
    time.addAndGet(PAUSE);
    assertOpen();
  }

  @Test
  void letsEverybodyTryAgainOnceItAnswered() {
    guard.failed(failure());
    guard.answered();

    assertOpen();
    assertOpen();
  }

  private void assertOpen() {
    assertThatCode(guard::requireMayTry).doesNotThrowAnyException();
  }

  private void assertClosed() {
    assertThatThrownBy(guard::requireMayTry).isInstanceOf(AccountsUnavailableException.class);
  }

  private static AccountsUnavailableException failure() {
    return new AccountsUnavailableException(new SQLException("gone", "08006"));
  }
}
