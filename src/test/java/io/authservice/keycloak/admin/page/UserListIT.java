package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.theme.Accessibility;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of our own that lists users and keeps groups and permissions. */
@NeedsBrowser
@TestInstance(Lifecycle.PER_CLASS)
class UserListIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String HOSTILE = "<img src=x onerror=document.title='pwned'>";
  private static final By ROWS = By.cssSelector("table.users tbody tr");
  private static final By FIRST_USER = By.cssSelector("table.users tbody tr td a");
  private static final By STATUS = By.cssSelector(".count");

  private final Accessibility accessibility = new Accessibility();
  @AutoClose private TestServer server;
  private Api api;
  private AdminApi admin;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "user-list", List.of(OPTION + "me-permissions=true", OPTION + "me-groups=true"));
    api = new Api(server);
    admin = new AdminApi(server);
    String id =
        admin
            .as(admin.adminToken(api.superuser()))
            .body(dump())
            .post(admin.path("/auth-service/import"))
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    Awaitility.await()
        .until(
            () ->
                admin
                    .request()
                    .get(admin.path("/auth-service/import/" + id))
                    .path("state")
                    .equals("finished"));
  }

  /** A few permissions, a group, and users for two pages. */
  private static String dump() {
    List<String> actions = List.of("add", "change", "delete", "view");
    List<String> models = List.of("order", "article", "customer");
    Stream<String> permissions =
        IntStream.range(0, 12).mapToObj(n -> permission(n, actions.get(n / 3), models.get(n % 3)));
    Stream<String> users =
        IntStream.rangeClosed(1, 60)
            .mapToObj(
                n ->
                    Dumps.user(
                        1000 + n,
                        "customer%02d".formatted(n),
                        "!",
                        n == 60 ? "\"first_name\": \"" + HOSTILE + "\"" : ""));
    return Stream.of(
            Stream.of(
                """
                {"model": "contenttypes.contenttype", "pk": 5,
                 "fields": {"app_label": "shop", "model": "order"}}""",
                """
                {"model": "auth.group", "pk": 3,
                 "fields": {"name": "Writers & editors", "permissions": []}}"""),
            permissions,
            users)
        .flatMap(rows -> rows)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String permission(int n, String action, String model) {
    return """
        {"model": "auth.permission", "pk": %d,
         "fields": {"name": "Can %s %s", "content_type": 5, "codename": "%s_%s"}}"""
        .formatted(100 + n, action, model, action, model);
  }

  private String page() {
    return server.baseUrl() + "/realms/" + server.realm() + "/auth-service/console/";
  }

  private void enter(Chromium browser, String address, String username, String password) {
    browser.open(address);
    browser.type(By.id("username"), username);
    browser.type(By.id("password"), password);
    browser.click(By.cssSelector("form [type=submit]"));
  }

  private void enterAsSuperuser(Chromium browser) {
    enter(browser, page(), server.superuserName(), server.superuserPassword());
    browser.find(ROWS);
  }

  private static void choose(Chromium browser, String name, String text) {
    browser.click(By.xpath("//select[@name='%s']/option[.='%s']".formatted(name, text)));
  }

  private static By button(String text) {
    return By.xpath("//button[normalize-space(.)='" + text + "']");
  }

  private static void tick(Chromium browser, String label) {
    browser.click(By.xpath("//label[contains(@class, 'box')][contains(., '" + label + "')]"));
  }

  @Test
  void staffComeFromTheConsoleFilterOrderPageAndGoBackToAUser() {
    User staff = api.staff();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      enter(
          browser,
          server.baseUrl() + "/admin/" + server.realm() + "/console/",
          staff.username(),
          staff.password());
      browser.find(By.id("auth-service-user-list"));
      browser.screenshot("console-with-user-list");
      browser.click(By.linkText("Users and groups"));
      browser.find(ROWS);
      assertThat(browser.address()).startsWith(page());

      choose(browser, "is_staff", "Yes");
      browser.awaitText("2 users");
      assertThat(browser.find(By.tagName("table")).getText())
          .contains(staff.username(), server.superuserName())
          .doesNotContain("customer");
      choose(browser, "is_superuser", "No");
      browser.awaitText("1 user");
      choose(browser, "is_superuser", "All");
      choose(browser, "is_staff", "All");
      browser.type(By.name("search"), "customer");
      browser.click(button("Search"));
      browser.awaitText("60 users");
      assertThat(browser.find(FIRST_USER).getText()).isEqualTo("customer01");

      browser.click(By.linkText("Next"));
      browser.awaitText("51 to 60 of 60");
      browser.awaitText("customer60");
      assertThat(browser.text()).contains(HOSTILE);
      assertThat(browser.title()).isEqualTo("Users – Auth Service Administration");
      assertThat(browser.shows(By.cssSelector("img[src=x]"))).isFalse();

      browser.find(By.id("order-username")).sendKeys(Keys.ENTER);
      browser.awaitText("1 to 50 of 60");
      assertThat(browser.script("return document.activeElement.id")).isEqualTo("order-username");
      assertThat(browser.find(By.cssSelector("th[aria-sort=descending]")).getText())
          .startsWith("Username");
      assertThat(browser.find(FIRST_USER).getText()).isEqualTo("customer60");
      browser.screenshot("user-list-staff");

      browser.click(By.linkText("customer60"));
      browser.find(By.id("is_staff"));
      assertThat(browser.find(By.cssSelector("[data-testid='username']")).getDomProperty("value"))
          .isEqualTo("customer60");
      browser.open(page() + "#/groups");
      browser.awaitText("Only superusers change them.");
      assertThat(browser.shows(By.linkText("Add group"))).isFalse();
      assertNothingLeavesTheServer(browser);
    }
  }

  @Test
  void aSuperuserMakesAGroupAndPutsAUserIntoIt() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      enterAsSuperuser(browser);
      browser.click(By.linkText("Groups"));
      browser.click(By.linkText("Add group"));
      browser.type(By.name("name"), "Writers & editors");
      browser.click(button("Save"));
      browser.awaitText("There is a group of this name already.");
      browser.type(By.name("name"), "Packers");
      browser.type(By.cssSelector(".picker input[type=search]"), "view order");
      tick(browser, "Can view order");
      browser.awaitText("1 of 12 chosen");
      browser.click(button("Save"));
      browser.click(By.linkText("Packers"));
      browser.awaitText("Group Packers");
      browser.awaitText("1 of 12 chosen");

      browser.open(page() + "#/users?search=" + user.username());
      browser.awaitText("1 user");
      browser.click(By.linkText("Show"));
      browser.awaitText("Groups and permissions of " + user.username());
      tick(browser, "Packers");
      tick(browser, "Can add customer");
      browser.click(button("Save"));
      browser.awaitText("Saved.");
      api.as(user)
          .get("/auth/me/")
          .then()
          .body("groups", contains("Packers"))
          .body("permissions.codename", contains("add_customer", "view_order"));

      browser.click(By.linkText("Groups"));
      browser.click(By.linkText("Packers"));
      browser.click(button("Delete"));
      browser.awaitText("Delete the group Packers?");
      browser.screenshot("user-list-delete-group");
      browser.click(button("Cancel"));
      browser.click(button("Delete"));
      browser.click(By.cssSelector("dialog .danger"));
      browser.awaitText("Add group");
      api.as(user)
          .get("/auth/me/")
          .then()
          .body("groups", empty())
          .body("permissions.codename", equalTo(List.of("add_customer")));
      assertThat(browser.requests())
          .allSatisfy(url -> assertThat(url).startsWith(server.baseUrl() + "/"));
    }
  }

  @Test
  void whatTheServerRefusesIsSaidInTheReadersLanguage() {
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "de")) {
      enterAsSuperuser(browser);
      assertThat(browser.find(By.className("who")).getText()).isEqualTo(server.superuserName());
      browser.open(page() + "#/groups/new");
      browser.type(By.name("name"), " ");
      browser.click(button("Speichern"));
      browser.awaitText("Name: Eine Gruppe braucht einen Namen.");
      browser.type(By.name("name"), "Writers & editors");
      browser.click(button("Speichern"));
      browser.awaitText("Name: Es gibt schon eine Gruppe dieses Namens.");
      browser.screenshot("user-list-refusal-de");
      browser.open(page() + "#/groups/999");
      browser.awaitText("Das gibt es nicht, oder nicht mehr.");
    }
  }

  @Test
  void whoIsNotStaffIsRefusedAndCanLogOut() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      enter(browser, page(), user.username(), user.password());

      browser.awaitText("not as staff or a superuser");
      browser.screenshot("user-list-refused");
      assertThat(browser.text()).doesNotContain("customer");
      browser.click(button("Log out"));
      browser.find(By.id("kc-logout"));
    }
  }

  @Test
  void noTokenIsKeptWhereOthersFindIt() {
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      enterAsSuperuser(browser);

      assertThat(browser.script("return JSON.stringify([localStorage, sessionStorage])"))
          .isEqualTo("[{},{}]");
      assertThat(browser.address()).doesNotContain("code=", "state=");
      // Keycloak keeps hashes of its session there.
      assertThat(browser.script("return document.cookie").toString()).doesNotContain("eyJ");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "CONSOLE_.*")
  void everyPartCanBeUsed(Look look) {
    String language = look == Look.DESKTOP_DARK ? "de" : "en";
    try (Chromium browser = Chromium.orSkip(look, language)) {
      enterAsSuperuser(browser);
      inspect(browser, look, language, "users");
      browser.open(page() + "#/groups");
      browser.find(By.linkText("Writers & editors"));
      inspect(browser, look, language, "groups");
      browser.open(page() + "#/groups/3");
      browser.find(By.className("picker"));
      inspect(browser, look, language, "group");
      browser.open(page() + "#/users/1060");
      browser.find(By.className("picker"));
      inspect(browser, look, language, "user");
      assertNothingLeavesTheServer(browser);
    }
  }

  private void inspect(Chromium browser, Look look, String language, String part) {
    String name =
        "user-list-" + part + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    browser.screenshot(name);
    accessibility.check(browser, name);
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as(name + " fits into the window")
        .isEqualTo((long) look.width());
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo(language);
    assertThat(browser.text()).doesNotContain("authService", "undefined");
  }

  private void assertNothingLeavesTheServer(Chromium browser) {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(server.baseUrl() + "/"));
    assertThat(browser.complaints()).isEmpty();
  }
}
