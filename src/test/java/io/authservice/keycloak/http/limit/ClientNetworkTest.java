package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  @Test
  void isEachAddressOfIpv4() {
    assertThat(ClientNetwork.of("203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(ClientNetwork.of("203.0.113.8")).isNotEqualTo(ClientNetwork.of("203.0.113.7"));
    assertThat(ClientNetwork.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @Test
  void isANetworkOfIpv6HoweverItsAddressesAreWritten() {
    String one = ClientNetwork.of("2001:db8:1:2::1");
    assertThat(ClientNetwork.of("2001:0DB8:0001:0002:ffff:ffff:ffff:ffff")).isEqualTo(one);
    assertThat(ClientNetwork.of("[2001:db8:1:2::9]")).isEqualTo(one);
    assertThat(ClientNetwork.of("2001:db8:1:3::1")).isNotEqualTo(one);
  }

  @Test
  void isTheTextItselfWhereItIsNoAddress() {
    assertThat(ClientNetwork.of("unknown")).isEqualTo("unknown");
    assertThat(ClientNetwork.of("a:b")).isEqualTo("a:b");
  }
}
