package io.authservice.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;

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
    "write openid read, PATCH, -",
    "openid read profile, POST, write",
    "READ, POST, -",
    "readwrite, POST, -"
  })
  void aScopeOpensItsMethods(String scope, String method, String missing) {
    assertThat(TokenScopes.of(scope).missingFor(method).orElse("-")).isEqualTo(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "openid", "openid  profile", "introspection"})
  void aTokenWithNeitherScopeIsNotLimited(String scope) {
    assertThat(TokenScopes.of(scope).missingFor("GET")).isEmpty();
    assertThat(TokenScopes.of(scope).missingFor("DELETE")).isEmpty();
  }
}
