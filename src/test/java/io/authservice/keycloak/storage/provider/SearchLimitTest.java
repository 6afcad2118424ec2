package io.authservice.keycloak.storage.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchLimitTest {

  private final SearchLimit limit = new SearchLimit(2);

  @Test
  void letsAsManyThrough() {
    Set<UserId> two = Set.of(UserId.of(1), UserId.of(2));
    assertThat(limit.checked(two, "are verified")).isEqualTo(two);
  }

  @Test
  void looksForOneMoreAndRefusesIt() {
    assertThat(limit.sought()).isEqualTo(3);
    assertThatThrownBy(
            () -> limit.checked(Set.of(UserId.of(1), UserId.of(2), UserId.of(3)), "are in Writers"))
        .isInstanceOf(RefusedValueException.class)
        .hasMessage("More than 2 users are in Writers: they cannot be searched for by that");
  }
}
