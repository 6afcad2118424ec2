package io.authservice.keycloak.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private static final String MOUNT = "/realms/shop/auth-service";

  private final RouteTable table = new RouteTable(new RoutingOptions(true, "shop", ""));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/users/",
        "/api/users",
        "/api/users/1/",
        "/api/users/1",
        "/api/users/007/",
        "/api/users/99999999999999999999/",
        "/api/token/",
        "/api/token",
        "/api/token/refresh/",
        "/api/token/verify/",
        "/api/token/blacklist/",
        "/auth/me/",
        "/auth/me",
        "/api/auth/me/"
      })
  void aDocumentedPathLeadsToTheRealmsResource(String path) {
    assertThat(table.target(path)).contains(MOUNT + path);
  }

  @ParameterizedTest
  @CsvSource({
    "/%61pi/users/, /api/users/",
    "/api/%75sers/12/, /api/users/12/",
    "/api/users/%31/, /api/users/1/",
    "/auth/m%65/, /auth/me/"
  })
  void anEncodedLetterIsThatLetter(String path, String meant) {
    assertThat(table.target(path)).contains(MOUNT + meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/admin/",
        "/realms/master/",
        "/resources/x",
        "/API/users/",
        "/apis/users/",
        "//api/users/",
        "/./api/users/",
        "/x/../api/users/",
        "/auth/men",
        "/auth",
        "/%2fapi/users/",
        "/auth%2fme/"
      })
  void everyOtherPathIsLeftToKeycloak(String path) {
    assertThat(table.target(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/",
        "/api/nothing/",
        "/api/users/abc/",
        "/api/users/1/2/",
        "/api/users//",
        "/api//users/",
        "/api/users/-1/",
        "/api/users/+1/",
        "/api/users/1;x/",
        "/api/users;x/",
        "/api/users/..",
        "/api/../admin/",
        "/api/%2e%2e/admin/",
        "/api/%2e%2e%2fadmin/",
        "/api/%252e%252e/admin/",
        "/api/users%2f1/",
        "/api/users/1%2F/",
        "/api/users/1%00/",
        "/api/users/%zz/",
        "/api/users/%",
        "/api/users/\u0661/",
        "/api/users/%D9%A1/",
        "/api/token/../../admin/",
        "/auth/me/../../admin/",
        "/auth/me//"
      })
  void noSpellingBelowAReservedPathLeadsElsewhere(String path) {
    assertThat(table.target(path)).contains(MOUNT + "/not-found/");
  }

  @Test
  void aPathOfGreatLengthIsMatchedWhole() {
    assertThat(table.target("/api/users/" + "1".repeat(100_000) + "x/"))
        .contains(MOUNT + "/not-found/");
  }

  @Test
  void nothingIsRoutedWhenRoutingIsOff() {
    RouteTable off = new RouteTable(new RoutingOptions(false, "shop", ""));

    assertThat(off.target("/api/users/")).isEmpty();
    assertThat(off.isOwn(MOUNT + "/api/users/")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/realms/shop/auth-service, true",
    "/realms/shop/auth-service/, true",
    "/realms/other/auth-service/api/users/, true",
    "/realms/shop/auth-services/, false",
    "/realms/shop/account/, false",
    "/realms/a/b/auth-service/, false",
    "/x/realms/shop/auth-service/, false"
  })
  void theSupportedAddressIsItsOwnInEveryRealm(String path, boolean own) {
    assertThat(table.isOwn(path)).isEqualTo(own);
  }

  @Nested
  class BelowARelativePath {

    private final RouteTable nested = new RouteTable(new RoutingOptions(true, "shop", "/auth"));

    @Test
    void thePathIsFoundWithAndWithoutThePrefix() {
      assertThat(nested.target("/auth/api/users/")).contains("/auth" + MOUNT + "/api/users/");
      assertThat(nested.target("/api/users/")).contains("/auth" + MOUNT + "/api/users/");
    }

    @Test
    void aPrefixDoesNotHideAPathThatStartsLikeIt() {
      assertThat(nested.target("/auth/me/")).contains("/auth" + MOUNT + "/auth/me/");
      assertThat(nested.target("/auth/auth/me/")).contains("/auth" + MOUNT + "/auth/me/");
    }

    @Test
    void aPrefixEndsAtASlash() {
      assertThat(nested.target("/authapi/users/")).isEmpty();
      assertThat(nested.isOwn("/auth" + MOUNT + "/x")).isTrue();
      assertThat(nested.isOwn(MOUNT + "/x")).isFalse();
    }
  }
}
