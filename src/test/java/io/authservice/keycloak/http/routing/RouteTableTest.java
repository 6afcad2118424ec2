package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private static final String MOUNT = "/realms/shop/auth-service";

  private final RouteTable table = new RouteTable(new RoutingOptions(true, "shop", "", false));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/users/",
        "/api/users",
        "/api/users/1/",
        "/api/users/1",
        "/api/users/007/",
        "/api/users/99999999999999999999/",
        "/api/users/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b/",
        "/api/users/8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b",
        "/api/token/",
        "/api/token",
        "/api/token/refresh/",
        "/api/token/verify/",
        "/api/token/blacklist/",
        "/auth/me/",
        "/auth/me",
        "/api/auth/me/",
        "/api/schema/",
        "/api/schema/swagger-ui",
        "/api/schema/swagger-ui/",
        "/api/schema/swagger-ui/oauth2-redirect.html",
        "/api/schema/swagger-ui/swagger-ui-bundle.js",
        "/api/schema/swagger-ui/swagger-ui-bundle.js.LICENSE.txt"
      })
  void aDocumentedPathLeadsToTheRealmsResource(String path) {
    assertThat(table.target(path)).contains(MOUNT + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/realms/shop/auth-service",
        "/admin/realms/shop/auth-service/import",
        "/admin/realms/shop/%61uth-service/groups",
        "/admin/realms/shop/auth-service;a=b/groups",
        "//admin/./realms/shop//auth-service/groups",
        "/admin/x/../realms/shop/auth-service/groups",
        "/%zz"
      })
  void whatWeAddToTheAdminApiIsKnownInAnySpelling(String path) {
    assertThat(table.isAdminExtension(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/realms/auth-service/partialImport",
        "/admin/realms/shop/users/auth-service",
        "/realms/auth-service/protocol/openid-connect/token",
        "/admin/",
        "/"
      })
  void theRestOfKeycloakIsNotOurs(String path) {
    assertThat(table.isAdminExtension(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/realms/shop/auth-service/import, true",
    "/admin/realms/shop/auth-service/import/, true",
    "/admin/realms/shop/auth-service/import/1, false",
    "/admin/realms/shop/auth-service/groups, false",
    "/admin/realms/shop/%61uth-service/import, false",
    "/admin/realms/a/b/auth-service/import, false"
  })
  void onlyImportsReadWhatIsSentWhileItArrives(String path, boolean upload) {
    assertThat(table.isUpload(path)).isEqualTo(upload);
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
        "/api//",
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
        "/auth/me//",
        "/api/schema/swagger-ui/..",
        "/api/schema/swagger-ui/../../users/",
        "/api/schema/swagger-ui/a/b.js",
        "/api/schema/swagger-ui//",
        "/api/schema/swagger-ui/.js",
        "/api/schema/swagger-ui/a%2fb.js"
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
    RouteTable off = new RouteTable(new RoutingOptions(false, "shop", "", false));

    assertThat(off.target("/api/users/")).isEmpty();
    assertThat(off.own(MOUNT + "/api/users/")).contains(MOUNT + "/api/users/");
  }

  @ParameterizedTest
  @CsvSource({
    "/realms/other/auth-service/api/users/, /realms/other/auth-service/api/users/",
    "/realms/other/auth-service/api/%75sers, /realms/other/auth-service/api/users",
    "/realms/my%20realm/auth-service/auth/me/, /realms/my%20realm/auth-service/auth/me/",
    "/realms/other/auth-service/console, /realms/other/auth-service/console",
    "/realms/other/auth-service/console/, /realms/other/auth-service/console/",
    "/realms/other/auth-service/console/0123456789abcdef0123456789abcdef/main.js,"
        + " /realms/other/auth-service/console/0123456789abcdef0123456789abcdef/main.js",
    "/realms/other/auth-service/console/0123456789abcdef0123456789abcdef/users-table.js,"
        + " /realms/other/auth-service/console/0123456789abcdef0123456789abcdef/users-table.js",
    "/realms/shop/auth-service/console/..%2f.js, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/console/index.html, /realms/shop/auth-service/not-found/",
    "/realms/other/auth-service/console/config, /realms/other/auth-service/console/config",
    "/realms/shop/auth-service/console/main.js, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/console/a/b.js, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/../account/, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/%2e%2e/account/, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/api/users;x/, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service/o/..%2f..%2faccount, /realms/shop/auth-service/not-found/",
    "/realms/shop/auth-service//api/users/, /realms/shop/auth-service/not-found/"
  })
  void theSupportedAddressLeadsToListedPathsInEveryRealm(String path, String target) {
    assertThat(table.own(path)).contains(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/realms/shop/auth-services/",
        "/realms/shop/account/",
        "/realms/a/b/auth-service/",
        "/x/realms/shop/auth-service/",
        "/realms/../auth-service/",
        "/realms/./auth-service/",
        "/realms/%2e%2e/auth-service/",
        "/realms/shop;x/auth-service/",
        "/realms/shop%3bx/auth-service/",
        "/realms/a%2fb/auth-service/",
        "/realms/a%5cb/auth-service/",
        "/realms/a\\b/auth-service/",
        "/realms/a%00/auth-service/",
        "/realms/%zz/auth-service/",
        "/realms//auth-service/"
      })
  void whatIsNoRealmHasNoSupportedAddress(String path) {
    assertThat(table.own(path)).isEmpty();
  }

  @Test
  void aRealmOfAnyLengthIsLookedAtInOneGo() {
    String path = "/realms/" + "a".repeat(100_000) + "/auth-service/auth/me/";

    assertThat(table.own(path)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/", "/o/"})
  void theBeginningsOfThePathsAreExplained(String path) {
    assertThat(table.target(path)).contains(MOUNT + path);
    assertThat(table.own(MOUNT + path)).contains(MOUNT + "/not-found/");
  }

  @Nested
  class WithTheAdminEntry {

    private final RouteTable entered = new RouteTable(new RoutingOptions(true, "shop", "", true));

    @ParameterizedTest
    @ValueSource(strings = {"/admin/", "/admin"})
    void theEntryLeadsToTheRealm(String path) {
      assertThat(entered.entry(path, true)).contains(MOUNT + "/admin/");
      assertThat(table.entry(path, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "/admin/login/, /admin/login/",
      "/admin/users/user/3/change/, /admin/users/user/3/change/",
      "/admin/auth/group, /admin/auth/group/",
      "/admin/no-such_page.html, /admin/no-such_page.html/",
      "/admin/shop, /admin/shop/"
    })
    void djangosAddressesLeadThereToo(String path, String target) {
      assertThat(entered.entry(path, false)).contains(MOUNT + target);
    }

    @Test
    void theRootIsKeycloaksOwnPageWhereThereIsAQuery() {
      assertThat(entered.entry("/", false)).contains(MOUNT + "/start/");
      assertThat(entered.entry("/", true)).isEmpty();
      assertThat(table.entry("/", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/admin/master/console/",
          "/admin/shop/console/",
          "/admin/realms/shop/users",
          "/admin/realms",
          "/admin/realms/",
          "/admin/api/shop/clients/v2",
          "/admin/index.html",
          "/admin/serverinfo",
          "/admin/serverinfo/",
          "/admin/users/../realms/",
          "/admin/a b/",
          "/admin/<script>/",
          "/admin//",
          "/admin/.",
          "/admin/..",
          "/admin/;x",
          "/admin;x/",
          "/admin/%2e",
          "/%61dmin/",
          "/admin%2f",
          "//admin/",
          "/./admin/",
          "/x/../admin/",
          "/ADMIN/",
          "/administration/",
          "/admin/%00"
        })
    void everythingElseBelowItIsKeycloaks(String path) {
      assertThat(entered.entry(path, false)).isEmpty();
      assertThat(entered.target(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/", "/admin", "/%61dmin/"})
    void itHasNoAddressBelowTheRealm(String path) {
      assertThat(entered.own(MOUNT + path)).contains(MOUNT + "/not-found/");
    }

    @Test
    void itIsClosedWithTheOtherPathsOfTheRoot() {
      RouteTable off = new RouteTable(new RoutingOptions(false, "shop", "", true));

      assertThat(off.entry("/admin/", false)).isEmpty();
      assertThat(off.entry("/", false)).isEmpty();
    }

    @Test
    void aRelativePathMovesItAndIsNotTakenForIt() {
      RouteTable moved = new RouteTable(new RoutingOptions(true, "shop", "/auth", true));
      RouteTable named = new RouteTable(new RoutingOptions(true, "shop", "/admin", true));

      assertThat(moved.entry("/auth/admin/", false)).contains("/auth" + MOUNT + "/admin/");
      assertThat(moved.entry("/auth/", false)).contains("/auth" + MOUNT + "/start/");
      assertThat(moved.entry("/admin/", false)).isEmpty();
      assertThat(moved.entry("/", false)).isEmpty();
      assertThat(named.entry("/admin/", false)).contains("/admin" + MOUNT + "/start/");
      assertThat(named.entry("/admin/admin/", false)).contains("/admin" + MOUNT + "/admin/");
    }
  }

  @Nested
  class BelowARelativePath {

    private final RouteTable nested =
        new RouteTable(new RoutingOptions(true, "shop", "/auth", false));

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
      assertThat(nested.own("/auth" + MOUNT + "/auth/me/")).contains("/auth" + MOUNT + "/auth/me/");
      assertThat(nested.own(MOUNT + "/auth/me/")).isEmpty();
    }

    @Test
    void aPathThatOnlyStartsLikeOneOfTheApiIsNotFound() {
      assertThat(nested.target("/auth/me/../../auth/admin/"))
          .contains("/auth" + MOUNT + "/not-found/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/o", "/api/v1"})
    void aPrefixThatReadsLikeThePathsOfTheApiHidesNothingOfKeycloaks(String prefix) {
      RouteTable table = new RouteTable(new RoutingOptions(true, "shop", prefix, false));

      assertThat(table.target(prefix + "/realms/shop/account/")).isEmpty();
      assertThat(table.target(prefix + "/admin/")).isEmpty();
      assertThat(table.target(prefix + "/")).isEmpty();
      assertThat(table.target(prefix + "/api/users/")).contains(prefix + MOUNT + "/api/users/");
      assertThat(table.target(prefix + "/api/none/")).contains(prefix + MOUNT + "/not-found/");
    }
  }
}
