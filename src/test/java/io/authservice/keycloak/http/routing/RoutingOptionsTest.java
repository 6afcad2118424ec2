package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.http.ClientCalls;
import io.authservice.keycloak.testing.SpiOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingOptionsTest {

  @Test
  void withoutOptionsTheRealmOfTheTemplateIsServed() {
    assertThat(RoutingOptions.of(SpiOptions.none(), ""))
        .isEqualTo(new RoutingOptions(true, "auth-service", "", false));
  }

  @Test
  void theRealmAndTheSwitchesAreOptions() {
    SpiOptions options =
        new SpiOptions(Map.of("root-routing", "true", "realm", "shop", "admin-entry", "true"));

    assertThat(RoutingOptions.of(options, ""))
        .isEqualTo(new RoutingOptions(true, "shop", "", true));
    assertThat(RoutingOptions.of(new SpiOptions(Map.of("root-routing", "false")), ""))
        .isEqualTo(new RoutingOptions(false, "auth-service", "", false));
  }

  @Test
  void theEntryOfAdministratorsNeedsTheRoot() {
    SpiOptions options = new SpiOptions(Map.of("root-routing", "false", "admin-entry", "true"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoutingOptions.of(options, ""))
        .withMessageContainingAll("admin-entry", "root-routing");
  }

  @Test
  void callsOfLibrariesAreNamedOneByOne() {
    assertThat(RoutingOptions.of(calls(" djoser ,dj-rest-auth"), "").clientCalls())
        .containsExactlyInAnyOrder(ClientCalls.values());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoutingOptions.of(calls("allauth"), ""))
        .withMessageContaining("client-calls");
  }

  private static SpiOptions calls(String names) {
    return new SpiOptions(Map.of("client-calls", names));
  }

  @ParameterizedTest
  @CsvSource({"/, ''", "/auth, /auth", "/auth/, /auth", "/a/b//, /a/b"})
  void aRelativePathLosesItsLastSlash(String configured, String relativePath) {
    assertThat(RoutingOptions.of(SpiOptions.none(), configured).relativePath())
        .isEqualTo(relativePath);
  }
}
