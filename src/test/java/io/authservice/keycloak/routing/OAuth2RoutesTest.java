package io.authservice.keycloak.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2RoutesTest {

  private static final String NOWHERE = "/realms/auth-service/auth-service/not-found/";

  private final RouteTable routes = new RouteTable(new RoutingOptions(true, "auth-service", ""));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/authorize/",
        "/o/token/",
        "/o/token",
        "/o/revoke_token/",
        "/o/introspect/",
        "/o/userinfo/",
        "/o/logout/",
        "/o/device-authorization/",
        "/o/.well-known/openid-configuration",
        "/o/.well-known/openid-configuration/",
        "/o/.well-known/jwks.json",
        "/o/applications/",
        "/o/authorized_tokens/"
      })
  void aListedPathIsServedBelowTheRealm(String path) {
    assertThat(routes.target(path)).contains("/realms/auth-service/auth-service" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/",
        "/o/nothing/",
        "/o/token/../../admin/",
        "/o/..%2f..%2fadmin/",
        "/o/%2e%2e/admin/",
        "/o/token%2f",
        "/o/token/%00",
        "/o/token;a=b/",
        "/o//token/",
        "/o/token//",
        "/o/%252e%252e/admin/",
        "/o/TOKEN/"
      })
  void anythingElseBelowThePrefixLeadsNowhere(String path) {
    assertThat(routes.target(path)).contains(NOWHERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/other/o/token/", "/oo/token/", "/O/token/", "//o/token/"})
  void aPathOutsideThePrefixIsNotOurs(String path) {
    assertThat(routes.target(path)).isEmpty();
  }
}
