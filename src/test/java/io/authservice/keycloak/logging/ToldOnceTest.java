package io.authservice.keycloak.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.documentation.Page;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToldOnceTest {

  private final ToldOnce told = new ToldOnce();

  @Test
  void eachIsNewsOnce() {
    assertThat(told.isNews("a")).isTrue();
    assertThat(told.isNews("b")).isTrue();
    assertThat(told.isNews("a")).isFalse();
  }

  /** And those that were told of before are not told of again. */
  @Test
  void nothingIsNewsBeyondTheBoundThatThePageNames() {
    assertThat(IntStream.range(0, 2 * ToldOnce.MOST).filter(id -> told.isNews("" + id)).count())
        .isEqualTo(ToldOnce.MOST);
    assertThat(told.isNews("0")).isFalse();
    assertThat(told.isNews("another")).isFalse();

    assertThat(Page.of("docs/operations.md").rows("What", "At most"))
        .filteredOn(row -> row.get(0).contains("log has said once"))
        .singleElement()
        .satisfies(row -> assertThat(row.get(1)).startsWith(ToldOnce.MOST + " of each"));
  }
}
