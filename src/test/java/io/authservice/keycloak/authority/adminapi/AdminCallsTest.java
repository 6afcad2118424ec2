package io.authservice.keycloak.authority.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminCallsTest {

  private final AdminCalls calls = AdminCalls.list();

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/realms/shop/auth-service/users, /admin/realms/{realm}/auth-service/users",
    "HEAD, /admin/realms/shop/auth-service/users/, /admin/realms/{realm}/auth-service/users",
    "GET, /admin/realms/shop/auth-service/users/7, /admin/realms/{realm}/auth-service/users/{id}",
    "GET, /admin/realms/shop/auth-service/users/export, "
        + "/admin/realms/{realm}/auth-service/users/export"
  })
  void aCallIsKnownByTheTemplateOfItsPath(String method, String path, String template) {
    assertThat(calls.route(method, path)).contains(new AdminCalls.Route(method, template));
  }

  @Test
  void whatIsOnNoListIsNotKnown() {
    assertThat(calls.route("GET", "/admin/realms/shop")).isEmpty();
    assertThat(calls.route("GET", "/admin/realms/shop/auth-service/made-up")).isEmpty();
    assertThat(calls.route("PUT", "/admin/realms/shop/auth-service/users")).isEmpty();
  }
}
