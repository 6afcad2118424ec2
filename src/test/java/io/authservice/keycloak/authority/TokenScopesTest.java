package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScopesTest {

  @ParameterizedTest
  @CsvSource({
    "read, GET, -",
    "read, HEAD, -",
    "read, OPTIONS, -",
    "read, POST, write",
    "read, PUT, write",
    "read, PATCH, write",
    "read, DELETE, write",
    "read, PROPFIND, write",
    "write, GET, read",
    "write, HEAD, read",
    "write, OPTIONS, read",
    "write, POST, -",
    "write, DELETE, -",
    "read write, GET, -",
    "read write, DELETE, -",
    "none, GET, read",
    "none, POST, write"
  })
  void aScopeOpensItsMethods(String scopes, String method, String missing) {
    assertThat(
            new TokenScopes(Optional.of(Set.of(scopes.split(" ")))).missingFor(method).orElse("-"))
        .isEqualTo(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void aTokenThatScopesDoNotLimitMayUseAll(String method) {
    assertThat(new TokenScopes(Optional.empty()).missingFor(method)).isEmpty();
  }
}
