package io.authservice.keycloak.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriberTest {

  @Test
  void isEachAddressOfIpv4() {
    assertThat(Subscriber.of("203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(Subscriber.of("203.0.113.8")).isNotEqualTo(Subscriber.of("203.0.113.7"));
    assertThat(Subscriber.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @Test
  void isANetworkOfIpv6HoweverItsAddressesAreWritten() {
    String one = Subscriber.of("2001:db8:1:2::1");
    assertThat(Subscriber.of("2001:0DB8:0001:0002:ffff:ffff:ffff:ffff")).isEqualTo(one);
    assertThat(Subscriber.of("[2001:db8:1:2::9]")).isEqualTo(one);
    assertThat(Subscriber.of("2001:db8:1:3::1")).isNotEqualTo(one);
  }

  @Test
  void isTheTextItselfWhereItIsNoAddress() {
    assertThat(Subscriber.of("unknown")).isEqualTo("unknown");
    assertThat(Subscriber.of("a:b")).isEqualTo("a:b");
  }
}
