package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.Accessibility;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The administrators' page: its list of users, what is done with several of them, and groups. */
@NeedsBrowser
@WithFilledServer
class UserListIT {

  private static final By ROWS = By.cssSelector("table.users tbody tr");
  private static final By FIRST_USER = By.cssSelector("table.users tbody tr .column-username a");

  private final Accessibility accessibility = new Accessibility();
  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  UserListIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private Visitor at(Look look, String language, String route) {
    return Visitor.at(server, look, language, api.superuser(), route);
  }

  private Visitor at(String route) {
    return at(Look.DESKTOP_LIGHT, "en", route);
  }

  private static void tickUser(Visitor visitor, String username) {
    visitor.click(By.cssSelector("input[aria-label='Tick " + username + "']"));
  }

  private Response users(String parameters) {
    return admin.request().get(admin.path("/auth-service/users?" + parameters));
  }

  @Test
  void staffComeFromTheConsoleFilterOrderAndTurnPages() {
    User staff = api.staff();
    try (Visitor visitor = Visitor.at(server, Look.DESKTOP_LIGHT, "en", staff, "#/users")) {
      Chromium browser = visitor.browser();
      browser.find(ROWS);
      visitor.choose("is_staff", "Staff: Yes");
      browser.awaitText(staff.username());
      assertThat(browser.find(By.tagName("table")).getText())
          .contains(staff.username(), server.superuserName())
          .doesNotContain("customer");
      visitor.choose("is_superuser", "Superuser: No");
      Awaitility.await()
          .ignoreExceptions()
          .until(
              () -> !browser.find(By.tagName("table")).getText().contains(server.superuserName()));
      visitor.clickLink("Clear filters");
      browser.type(By.name("search"), "customer");
      browser.awaitText("60 users");
      assertThat(browser.address()).endsWith("#/users?search=customer");
      assertThat(browser.find(FIRST_USER).getText()).isEqualTo("customer01");

      visitor.click(By.id("page-2"));
      browser.awaitText("51 to 60 of 60");
      browser.awaitText("customer60");
      assertThat(browser.text()).contains(FilledServerExtension.HOSTILE);
      assertThat(browser.title()).isEqualTo("Users – Auth Service Administration");
      assertThat(browser.shows(By.cssSelector("img[src=x]"))).isFalse();

      browser.find(By.id("order-username")).sendKeys(Keys.ENTER);
      browser.awaitText("1 to 50 of 60");
      assertThat(browser.script("return document.activeElement.id")).isEqualTo("order-username");
      assertThat(browser.find(By.cssSelector("th[aria-sort=descending]")).getText())
          .startsWith("Username");
      assertThat(browser.find(FIRST_USER).getText()).isEqualTo("customer60");

      visitor.choose("last_login", "Last login: Never");
      browser.awaitText("60 users");
      visitor.choose("date_joined", "Date joined: today");
      browser.awaitText("Nobody matches");
      visitor.clickLink("Clear filters");
      browser.find(ROWS);
      visitor.assertNothingLeavesTheServer();
    }
  }

  /** Whoever types goes on typing, and one step back leaves the search as a whole. */
  @Test
  void theSearchFollowsWhatIsTyped() {
    try (Visitor visitor = at("#/users")) {
      Chromium browser = visitor.browser();
      browser.find(ROWS);
      browser.find(By.name("search")).sendKeys("customer0");
      browser.awaitText("9 users");
      visitor.press("7");
      browser.awaitText("1 user");
      assertThat(browser.script("return document.activeElement.name")).isEqualTo("search");
      assertThat(browser.address()).endsWith("#/users?search=customer07");
    }
  }

  /** Counting a million takes long; a page of them does not. */
  @Test
  void rowsAreThereBeforeTheyAreCounted() {
    try (Visitor visitor = at("#/")) {
      Chromium browser = visitor.browser();
      browser.find(By.className("counts"));
      HeldCalls counts = HeldCalls.of(browser, "limit=1", "count=false");
      browser.script("location.hash = '#/users'");
      browser.awaitText("customer01");
      browser.awaitText("Counting…");
      browser.awaitText("1 to 50");
      assertThat(browser.text()).doesNotContain("1 to 50 of");
      visitor.inspect("users-counting");
      visitor.click(By.id("next"));
      browser.awaitText("51 to 100");
      visitor.click(By.id("order-username"));
      browser.awaitText("1 to 50");
      assertThat(browser.shows(By.id("page-6"))).isFalse();

      counts.letGo();
      browser.find(By.id("page-6"));
      assertThat(browser.find(By.className("count")).getText()).endsWith(" users");
    }
  }

  @Test
  void groupsAreThereBeforeTheyAreCounted() {
    try (Visitor visitor = at("#/")) {
      Chromium browser = visitor.browser();
      browser.find(By.className("counts"));
      HeldCalls counts = HeldCalls.of(browser, "groups", "count=false");
      browser.script("location.hash = '#/groups'");
      By users = By.cssSelector("a[aria-label='Users of " + FilledServerExtension.GROUP + "']");
      assertThat(browser.find(users).getText()).isEqualTo("…");
      visitor.inspect("groups-counting");

      counts.letGo();
      Awaitility.await().until(() -> browser.find(users).getText().matches("[0-9]+"));
    }
  }

  @Test
  void nobodyIsCountedForEachLetterOfASearch() {
    try (Visitor visitor = at("#/users?search=nobodyatall")) {
      Chromium browser = visitor.browser();
      browser.awaitText("Nobody matches");
      HeldCalls counts = HeldCalls.of(browser, "limit=1", "count=false");
      counts.letGo();
      browser.find(By.name("search")).clear();
      browser.find(By.name("search")).sendKeys("customer");
      browser.awaitText("60 users");
      browser.find(By.name("search")).sendKeys("0");
      browser.awaitText("9 users");

      // Emptied, and when it was typed; never where one page tells.
      assertThat(counts.asked()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void filesThatWereLoadedOnceAreNotAskedForAgain() {
    try (Visitor visitor = at("#/")) {
      Object loaded =
          visitor
              .browser()
              .script(
                  """
                  return performance.getEntriesByType('resource')
                    .filter((file) => file.name.endsWith('.js') && file.transferSize > 0)
                    .map((file) => file.name);
                  """);

      // They came before the login, which led back to the page.
      assertThat((List<?>) loaded).isEmpty();
      assertThat(
              visitor
                  .browser()
                  .script(
                      "return performance.getEntriesByName(arguments[0]).length",
                      visitor.page() + "config"))
          .as("how often the settings were fetched")
          .isEqualTo(1L);
    }
  }

  @Test
  void whatMattersFitsIntoTheWindow() {
    try (Visitor desktop = at("#/users?search=customer")) {
      desktop.browser().find(ROWS);
      for (String column : List.of("username", "email", "is_active", "last_login", "date_joined")) {
        assertThat(
                desktop
                    .browser()
                    .script(
                        "return document.querySelector(arguments[0]).getBoundingClientRect().right",
                        "th.column-" + column))
            .as(column)
            .asInstanceOf(InstanceOfAssertFactories.type(Number.class))
            .satisfies(right -> assertThat(right.doubleValue()).isBetween(1.0, 1280.0));
      }
    }
    try (Visitor phone = at(Look.PHONE_LIGHT, "en", "#/users?search=customer")) {
      phone.browser().find(ROWS);
      phone.choose("ordering", "Order: Username ↓");
      phone.awaitText("customer60");
      assertThat((Long) phone.browser().script("return document.documentElement.scrollHeight"))
          .as("a page of users on a phone, in pixels")
          .isLessThan(2000);
    }
  }

  @Test
  void severalUsersAreChangedAtOnce() {
    try (Visitor visitor = at("#/users?search=customer1")) {
      Chromium browser = visitor.browser();
      browser.find(ROWS);
      tickUser(visitor, "customer10");
      tickUser(visitor, "customer11");
      browser.awaitText("2 ticked");
      visitor.clickButton("Deactivate");
      browser.awaitText("Deactivate: 2 users");
      browser.screenshot("user-list-bulk");
      accessibility.check(browser, "bulk");
      visitor.click(Visitor.inDialog("Deactivate"));
      browser.awaitText("Deactivate: 2 users.");
      users("search=customer1&is_active=false").then().body("count", equalTo(2));

      visitor.open("#/users?search=customer");
      browser.awaitText("60 users");
      visitor.click(By.cssSelector("thead input[type=checkbox]"));
      visitor.clickButton("Tick all 60 that match");
      visitor.clickButton("Add to group");
      browser.awaitText("All 60 users that match");
      visitor.click(By.xpath("//dialog//option[.='Writers & editors']"));
      visitor.click(Visitor.inDialog("Add to group"));
      browser.awaitText("Add to group: 60 users.");
      admin
          .request()
          .queryParam("group", "Writers & editors")
          .get(admin.path("/auth-service/users"))
          .then()
          .body("count", equalTo(60));
    }
  }

  @Test
  void whatCannotBeDoneIsSaidByName() {
    try (Visitor visitor = at("#/users?is_superuser=true")) {
      visitor.browser().find(ROWS);
      tickUser(visitor, server.superuserName());
      visitor.clickButton("Deactivate");
      visitor.click(Visitor.inDialog("Deactivate"));
      visitor.awaitText("Done: 0. Not done: 1.");
      visitor.awaitText(server.superuserName() + ": You cannot do this to yourself here.");
      visitor.click(Visitor.inDialog("Close"));
    }
  }

  /** The boxes are one stop for the Tab key, and arrows go through them. */
  @Test
  void arrowsGoThroughPermissions() {
    try (Visitor visitor = at("#/groups/new")) {
      Chromium browser = visitor.browser();
      visitor.tabTo(".boxes input");
      visitor.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.SPACE);
      browser.awaitText("1 of 12 chosen");
      visitor.press(Keys.TAB);
      assertThat(browser.script("return document.activeElement.matches('.boxes input')"))
          .isEqualTo(false);
    }
  }

  @Test
  void whatTheServerRefusesIsSaidInTheReadersLanguage() {
    try (Visitor visitor = at(Look.DESKTOP_LIGHT, "de", "#/groups/new")) {
      Chromium browser = visitor.browser();
      visitor.type("name", " ");
      visitor.clickButton("Speichern");
      browser.awaitText("Das wird gebraucht.");
      visitor.type("name", "Writers & editors");
      visitor.clickButton("Speichern");
      browser.awaitText("Dieser Name ist schon vergeben.");
      browser.screenshot("user-list-refusal-de");
      visitor.clickLink("Gruppen");
      visitor.click(Visitor.inDialog("Weggehen"));
      browser.awaitText("Djangos Gruppen.");
      visitor.open("#/groups/999");
      browser.awaitText("Das gibt es nicht, oder nicht mehr.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNotStaffIsRefusedAndCanLogOut(Hand hand) {
    try (Visitor visitor = Visitor.at(server, hand, api.user(), "")) {
      visitor.awaitText("not as staff or a superuser");
      visitor.inspect("refused");
      assertThat(visitor.browser().text()).doesNotContain("customer");
      visitor.clickButton("Log out");
      visitor.browser().find(By.id("username"));
    }
  }

  @Test
  void noTokenIsKeptWhereOthersFindIt() {
    try (Visitor visitor = at("#/users")) {
      Chromium browser = visitor.browser();
      browser.find(ROWS);
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
    long someone = api.user().id();
    try (Visitor visitor = at(look, language, "#/")) {
      visitor.browser().find(By.className("counts"));
      awaitAll(visitor);
      inspect(visitor, look, language, "home");
      Map<String, String> parts = new LinkedHashMap<>();
      parts.put("users", "#/users");
      parts.put("none", "#/users?search=nobodyatall");
      parts.put("new", "#/users/new");
      parts.put("user", "#/users/1060");
      parts.put("password", "#/users/1060/password");
      parts.put("security", "#/users/" + someone + "/security");
      parts.put("history", "#/users/" + someone + "/history");
      parts.put("groups", "#/groups");
      parts.put("group", "#/groups/3");
      parts.put("nowhere", "#/nowhere");
      parts.forEach(
          (name, route) -> {
            visitor.open(route);
            awaitAll(visitor);
            inspect(visitor, look, language, name);
          });
      visitor.assertNothingLeavesTheServer();
    }
  }

  private static void awaitAll(Visitor visitor) {
    Awaitility.await()
        .until(
            () ->
                visitor
                    .browser()
                    .script(
                        "return !document.querySelector('[aria-busy]')"
                            + " && !document.querySelector('.count')?.textContent.endsWith('…')")
                    .equals(true));
  }

  private void inspect(Visitor visitor, Look look, String language, String part) {
    Chromium browser = visitor.browser();
    String name =
        "user-list-" + part + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    browser.screenshot(name);
    accessibility.check(browser, name);
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as(name + " fits into the window")
        .isEqualTo((long) look.width());
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo(language);
    assertThat(
            browser.script(
                "return document.documentElement.classList.contains('pf-v5-theme-dark')"))
        .isEqualTo(look.name().endsWith("DARK"));
    assertThat(browser.text()).doesNotContain("authService", "undefined");
  }
}
