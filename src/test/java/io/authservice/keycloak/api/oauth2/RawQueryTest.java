package io.authservice.keycloak.api.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RawQueryTest {

  @Test
  void aValueIsDecoded() {
    RawQuery query = new RawQuery("client_id=a%20b&scope=read+write");

    assertThat(query.value("client_id")).contains("a b");
    assertThat(query.value("scope")).contains("read write");
  }

  @Test
  void aBlankOrAbsentOrMalformedValueIsNone() {
    RawQuery query = new RawQuery("scope=&state&nonce=%zz");

    assertThat(query.value("scope")).isEmpty();
    assertThat(query.value("state")).isEmpty();
    assertThat(query.value("nonce")).isEmpty();
    assertThat(query.value("client_id")).isEmpty();
  }

  @Test
  void aChangeLeavesTheOtherPairsAsTheyWereSpelt() {
    RawQuery query = new RawQuery("state=a%2Bb&sc%6Fpe=&x=1=2");

    assertThat(query.with("scope", "read write").text())
        .isEqualTo("state=a%2Bb&x=1=2&scope=read+write");
  }

  @Test
  void anEmptyQueryAddsNothingToAnAddress() {
    URI address = URI.create("https://id.example/auth");

    assertThat(new RawQuery("").appendedTo(address)).isEqualTo("https://id.example/auth");
    assertThat(new RawQuery("a=b").appendedTo(address)).isEqualTo("https://id.example/auth?a=b");
    assertThat(new RawQuery("").with("a", "b").text()).isEqualTo("a=b");
  }
}
