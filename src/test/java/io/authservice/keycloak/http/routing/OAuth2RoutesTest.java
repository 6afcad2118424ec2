package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2RoutesTest {

  private static final String NOWHERE = "/realms/auth-service/auth-service/not-found/";

  private final RouteTable routes =
      new RouteTable(new RoutingOptions(true, "auth-service", "", false));

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
        "/o/authorized_tokens/",
        "/o/device/",
        "/o/device"
      })
  void aListedPathIsServedBelowTheRealm(String path) {
    assertThat(routes.target(path)).contains("/realms/auth-service/auth-service" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "/o/applications/7/, applications",
    "/o/applications/7, applications",
    "/o/applications/-_aZ09/, applications",
    "/o/applications/%37/, applications",
    "/o/applications/7/delete/, applications",
    "/o/applications/7/update, applications",
    "/o/applications/delete/, applications",
    "/o/authorized_tokens/7/delete/, authorized_tokens"
  })
  void nothingOfASlugIsPassedOn(String path, String page) {
    assertThat(routes.target(path)).contains("/realms/auth-service/auth-service/o/" + page + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o//",
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
        "/o/TOKEN/",
        "/o/applications/7/edit/",
        "/o/applications/7/delete/x/",
        "/o/applications/../",
        "/o/applications/a.b/",
        "/o/applications/a%2fb/",
        "/o/applications/a%20b/",
        "/o/applications/%c3%a9/",
        "/o/applications/\u0667/",
        "/o/applications/7\n/",
        "/o/applications/7;x/update/",
        "/o/applications//delete/",
        "/o/authorized_tokens/7/",
        "/o/authorized_tokens/../delete/",
        "/o/device/x/"
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
